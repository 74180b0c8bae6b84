/** A colour with its light and dark side. */
export interface Paint {
  readonly light: string;
  readonly base: string;
  readonly dark: string;
}

let serial = 0;

/** A round body lit from the left: dark rim, highlight, base, dark side, a little light bouncing back. */
function round(id: string, { light, base, dark }: Paint): string {
  return `<linearGradient id="${id}" x1="0" x2="1"><stop offset="0" stop-color="${dark}"/><stop offset=".08" stop-color="${base}"/><stop offset=".26" stop-color="${light}"/><stop offset=".5" stop-color="${base}"/><stop offset=".86" stop-color="${dark}"/><stop offset="1" stop-color="${base}"/></linearGradient>`;
}

function shine(d: string, opacity: number, blur: number): string {
  return `<path d="${d}" fill="#fff" opacity="${opacity}" filter="url(#b${blur})"/>`;
}

/** A tall vase with a narrow neck. */
export function vase(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  const body = "M690 330 C690 470 520 560 520 830 C520 1080 620 1230 680 1262 L920 1262 C980 1230 1080 1080 1080 830 C1080 560 910 470 910 330 Z";
  return `<defs>${round(id, paint)}</defs><path d="${body}" fill="url(#${id})"/><ellipse cx="800" cy="330" rx="110" ry="26" fill="${paint.dark}"/><ellipse cx="800" cy="334" rx="92" ry="18" fill="#1d1a18" opacity=".55"/>
${shine("M640 640 C600 760 596 900 622 1020 C650 900 650 770 690 640 Z", 0.35, 14)}<path d="M560 1010 Q800 1090 1040 1010" stroke="${paint.dark}" stroke-width="5" fill="none" opacity=".35"/>`;
}

/** A wide bowl seen a little from above. */
export function bowl(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}<radialGradient id="${id}i" cx=".45" cy=".8" r=".8"><stop offset="0" stop-color="${paint.light}"/><stop offset="1" stop-color="${paint.dark}"/></radialGradient></defs>
<path d="M330 760 C340 1010 560 1190 660 1216 L940 1216 C1040 1190 1260 1010 1270 760 Z" fill="url(#${id})"/><ellipse cx="800" cy="760" rx="470" ry="128" fill="${paint.base}"/><ellipse cx="800" cy="766" rx="444" ry="112" fill="url(#${id}i)"/>
<ellipse cx="800" cy="1216" rx="142" ry="20" fill="${paint.dark}"/>${shine("M420 880 C450 980 520 1070 590 1110 C540 1030 500 950 480 870 Z", 0.4, 14)}`;
}

/** A mug with its handle to the right. */
export function mug(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}</defs><path d="M1056 700 C1290 660 1310 1080 1040 1060" fill="none" stroke="${paint.dark}" stroke-width="66" stroke-linecap="round"/><path d="M1056 694 C1276 660 1294 1066 1040 1050" fill="none" stroke="${paint.base}" stroke-width="46" stroke-linecap="round"/>
<path d="M470 560 L500 1180 Q510 1236 580 1244 L960 1244 Q1030 1236 1040 1180 L1070 560 Z" fill="url(#${id})"/><ellipse cx="770" cy="560" rx="300" ry="70" fill="${paint.light}"/><ellipse cx="770" cy="566" rx="272" ry="56" fill="${paint.dark}"/><ellipse cx="770" cy="590" rx="240" ry="34" fill="#4a2c1a"/>
${shine("M560 680 L578 1120 Q600 1120 612 1100 L606 680 Z", 0.4, 10)}`;
}

/** A tote bag with two handles and a stitched label. */
export function tote(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs><linearGradient id="${id}" x1="0" x2="1" y2=".3"><stop offset="0" stop-color="${paint.light}"/><stop offset=".5" stop-color="${paint.base}"/><stop offset="1" stop-color="${paint.dark}"/></linearGradient></defs>
<path d="M600 660 C600 330 1000 330 1000 660" fill="none" stroke="${paint.dark}" stroke-width="36"/><path d="M420 640 L1180 640 L1230 1250 Q800 1290 370 1250 Z" fill="url(#${id})"/><path d="M620 660 C620 300 980 300 980 660" fill="none" stroke="${paint.base}" stroke-width="34"/>
<path d="M420 640 L1180 640 L1184 690 L416 690 Z" fill="${paint.dark}" opacity=".28"/><rect x="700" y="890" width="200" height="120" rx="6" fill="#f5efe4"/><path d="M740 935 h120 M740 965 h80" stroke="#5d5348" stroke-width="9"/>
<path d="M500 760 C520 940 470 1120 490 1240 M1090 740 C1070 920 1120 1090 1100 1230" stroke="${paint.dark}" stroke-width="10" fill="none" opacity=".35" filter="url(#b10)"/>`;
}

/** A backpack with a front pocket. */
export function backpack(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}</defs><path d="M700 400 C700 320 900 320 900 400" fill="none" stroke="${paint.dark}" stroke-width="34"/><path d="M500 1180 L480 640 C480 420 640 370 800 370 C960 370 1120 420 1120 640 L1100 1180 Q1090 1260 1010 1262 L590 1262 Q510 1260 500 1180 Z" fill="url(#${id})"/>
<path d="M490 640 C600 700 1000 700 1110 640" stroke="${paint.dark}" stroke-width="9" fill="none"/><rect x="560" y="850" width="480" height="330" rx="46" fill="${paint.base}" stroke="${paint.dark}" stroke-width="8"/><path d="M560 940 L1040 940" stroke="${paint.dark}" stroke-width="9"/><rect x="780" y="918" width="42" height="76" rx="10" fill="#c9a25e"/>
${shine("M560 560 C540 640 550 760 560 830 C600 760 600 640 640 540 Z", 0.25, 14)}`;
}

/** A pouch with a zip. */
export function pouch(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs><linearGradient id="${id}" x1="0" x2="1" y2=".5"><stop offset="0" stop-color="${paint.light}"/><stop offset=".6" stop-color="${paint.base}"/><stop offset="1" stop-color="${paint.dark}"/></linearGradient></defs>
<path d="M330 690 Q800 640 1270 690 L1300 1170 Q1290 1230 1220 1236 Q800 1270 380 1236 Q310 1230 300 1170 Z" fill="url(#${id})"/><path d="M332 700 Q800 652 1268 700 L1270 740 Q800 690 330 740 Z" fill="${paint.dark}" opacity=".5"/><path d="M350 716 Q800 668 1250 716" stroke="#d9c48f" stroke-width="9" stroke-dasharray="12 8" fill="none"/><rect x="1180" y="716" width="34" height="120" rx="14" fill="#c9a25e"/>
<path d="M420 840 Q800 800 1180 840" stroke="${paint.dark}" stroke-width="4" stroke-dasharray="16 12" fill="none" opacity=".6"/>`;
}

/** A dropper bottle with a label. */
export function dropper(paint: Paint, label: string): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}<linearGradient id="${id}c" x1="0" x2="1"><stop offset="0" stop-color="#15130f"/><stop offset=".3" stop-color="#57514a"/><stop offset="1" stop-color="#15130f"/></linearGradient></defs>
<path d="M744 250 Q800 190 856 250 L850 400 L750 400 Z" fill="url(#${id}c)"/><rect x="700" y="392" width="200" height="120" rx="14" fill="url(#${id}c)"/><path d="M720 510 L880 510 Q890 590 990 640 Q1030 664 1030 720 L1030 1200 Q1030 1256 970 1260 L630 1260 Q570 1256 570 1200 L570 720 Q570 664 610 640 Q710 590 720 510 Z" fill="url(#${id})"/>
<rect x="574" y="790" width="452" height="330" fill="#f7f3ea"/><rect x="574" y="790" width="452" height="330" fill="url(#${id})" opacity=".13"/><text x="800" y="930" font-family="Georgia, serif" font-size="62" text-anchor="middle" fill="#2e2a25">${label}</text><path d="M700 980 h200" stroke="#8d8372" stroke-width="5"/><path d="M650 1030 h300" stroke="#b4ab9b" stroke-width="8"/>
${shine("M622 690 L622 1200 L650 1200 L654 690 Z", 0.5, 5)}`;
}

/** A jar with a wooden lid. */
export function jar(paint: Paint, label: string): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}<linearGradient id="${id}w" x1="0" x2="1"><stop offset="0" stop-color="#8f6439"/><stop offset=".3" stop-color="#d9ab74"/><stop offset="1" stop-color="#835a33"/></linearGradient></defs>
<path d="M450 760 L450 1160 Q450 1250 560 1256 L1040 1256 Q1150 1250 1150 1160 L1150 760 Z" fill="url(#${id})"/><path d="M430 600 L1170 600 L1170 770 Q800 830 430 770 Z" fill="url(#${id}w)"/><ellipse cx="800" cy="600" rx="370" ry="66" fill="#e3b983"/><path d="M500 590 Q800 640 1100 586 M560 616 Q800 650 1060 610" stroke="#b98a55" stroke-width="5" fill="none"/>
<text x="800" y="1050" font-family="Georgia, serif" font-size="74" text-anchor="middle" fill="#2e2a25" opacity=".85">${label}</text>${shine("M510 830 L510 1180 L552 1190 L556 830 Z", 0.45, 8)}`;
}

/** A pump bottle. */
export function pump(paint: Paint, label: string): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}</defs><path d="M640 300 L860 270 Q886 268 888 294 L888 320 L830 326 L830 430 L770 430 L770 330 L650 344 Z" fill="#22201c"/><rect x="720" y="420" width="160" height="80" rx="12" fill="#2f2b26"/><path d="M560 640 Q560 520 700 500 L900 500 Q1040 520 1040 640 L1040 1196 Q1040 1256 976 1260 L624 1260 Q560 1256 560 1196 Z" fill="url(#${id})"/>
<text x="800" y="880" font-family="Georgia, serif" font-size="70" text-anchor="middle" fill="#2e2a25">${label}</text><path d="M700 930 h200 M660 980 h280" stroke="#6f675b" stroke-width="6" opacity=".6"/>${shine("M612 640 L612 1190 L644 1190 L648 640 Z", 0.5, 6)}`;
}

/** A table lamp with a cone shade. */
export function lamp(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  return `<defs>${round(id, paint)}<linearGradient id="${id}m" x1="0" x2="1"><stop offset="0" stop-color="#6d5a34"/><stop offset=".35" stop-color="#e4cb90"/><stop offset="1" stop-color="#6d5a34"/></linearGradient></defs>
<rect x="782" y="720" width="36" height="480" fill="url(#${id}m)"/><ellipse cx="800" cy="1216" rx="210" ry="42" fill="#6d5a34"/><ellipse cx="800" cy="1204" rx="210" ry="40" fill="url(#${id}m)"/><path d="M640 330 L960 330 L1150 770 Q800 850 450 770 Z" fill="url(#${id})"/><ellipse cx="800" cy="330" rx="160" ry="26" fill="${paint.light}"/>
${shine("M620 420 L530 760 Q560 776 590 780 L670 420 Z", 0.4, 14)}`;
}

/** A round paper lamp on a stand. */
export function globe(paint: Paint): string {
  const id = `g${(serial += 1)}`;
  const ribs = Array.from({ length: 9 }, (_unused, n) => `<ellipse cx="800" cy="${430 + n * 74}" rx="${Math.round(370 * Math.sqrt(1 - ((n - 4) / 5) ** 2))}" ry="26" fill="none" stroke="${paint.dark}" stroke-width="4" opacity=".35"/>`).join("");
  return `<defs><radialGradient id="${id}" cx=".36" cy=".32" r=".8"><stop offset="0" stop-color="#fff"/><stop offset=".45" stop-color="${paint.light}"/><stop offset=".8" stop-color="${paint.base}"/><stop offset="1" stop-color="${paint.dark}"/></radialGradient></defs>
<path d="M700 1090 L640 1256 M900 1090 L960 1256 M800 1100 L800 1262" stroke="#3a2c1f" stroke-width="22" stroke-linecap="round"/><circle cx="800" cy="726" r="384" fill="url(#${id})"/>${ribs}`;
}

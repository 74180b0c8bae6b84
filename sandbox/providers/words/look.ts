import sharp from "sharp";

/** What can be seen in a picture without knowing what it shows. */
export interface Seen {
  readonly colour: string;
  readonly hex: string;
  readonly shape: "wide" | "tall" | "square";
}

const NAMED: readonly (readonly [name: string, red: number, green: number, blue: number])[] = [
  ["white", 245, 245, 245], ["light grey", 205, 205, 205], ["grey", 135, 135, 135], ["black", 25, 25, 25], ["red", 190, 40, 45], ["terracotta", 190, 100, 70], ["orange", 235, 140, 45], ["yellow", 240, 205, 70], ["beige", 225, 205, 175],
  ["brown", 105, 70, 45], ["olive", 115, 115, 60], ["green", 60, 140, 75], ["dark green", 25, 75, 55], ["turquoise", 70, 180, 175], ["light blue", 150, 195, 230], ["blue", 50, 95, 180], ["navy", 30, 40, 85], ["purple", 115, 65, 145], ["pink", 235, 165, 180],
];

/** Looks at a picture: the colour that most of what stands out has, and its shape. */
export async function look(image: Uint8Array): Promise<Seen> {
  const { data, info } = await sharp(image).rotate().resize(48, 48, { fit: "inside" }).flatten({ background: "#ffffff" }).toColourspace("srgb").removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number, channel: number) => data[(y * info.width + x) * 3 + channel] ?? 0;
  const corner = [0, 1, 2].map((channel) => at(0, 0, channel));
  const counts = new Map<number, { count: number; sum: [number, number, number] }>();
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      const [red, green, blue] = [at(x, y, 0), at(x, y, 1), at(x, y, 2)];
      // The background counts little, the product stands in the middle.
      const distance = Math.abs(red - (corner[0] ?? 0)) + Math.abs(green - (corner[1] ?? 0)) + Math.abs(blue - (corner[2] ?? 0));
      const weight = distance < 40 ? 0.02 : 1;
      const bin = (red >> 5) * 64 + (green >> 5) * 8 + (blue >> 5);
      const known = counts.get(bin) ?? { count: 0, sum: [0, 0, 0] };
      counts.set(bin, { count: known.count + weight, sum: [known.sum[0] + red * weight, known.sum[1] + green * weight, known.sum[2] + blue * weight] });
    }
  }
  const most = [...counts.values()].reduce((best, one) => (one.count > best.count ? one : best));
  const mean = most.sum.map((sum) => Math.round(sum / most.count));
  const far = ([, red, green, blue]: (typeof NAMED)[number]) => (red - (mean[0] ?? 0)) ** 2 + (green - (mean[1] ?? 0)) ** 2 + (blue - (mean[2] ?? 0)) ** 2;
  const colour = NAMED.reduce((best, one) => (far(one) < far(best) ? one : best), NAMED[0] ?? ["grey", 0, 0, 0])[0];
  return { colour, hex: `#${mean.map((value) => value.toString(16).padStart(2, "0")).join("")}`, shape: info.width > info.height * 1.15 ? "wide" : info.height > info.width * 1.15 ? "tall" : "square" };
}

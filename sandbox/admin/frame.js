/* The admin's side of App Bridge: one app frame, spoken to by messages whose origin and source are checked. */
(() => {
  const frame = document.getElementById("app");
  if (!frame) return;
  const APP = frame.dataset.origin;
  const byId = (id) => document.getElementById(id);
  const say = (type, data) => frame.contentWindow.postMessage({ sandbox: 1, type, data }, APP);
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== false && value !== "") made.setAttribute(name, value === true ? "" : value);
    made.append(...children);
    return made;
  };
  const actionButton = (action, type) => {
    const button = make("button", { type: "button", class: `button ${action.primary ? "primary" : ""} ${action.tone === "critical" ? "critical" : ""}`, disabled: action.disabled || action.loading }, action.text);
    button.addEventListener("click", () => say(type, action.index));
    return button;
  };
  const show = {
    menu(links) {
      const nav = byId("app-links");
      nav.replaceChildren(...links.filter(({ home }) => !home).map(({ text, href }) => {
        const link = make("a", { href: `/store/piccaso-sandbox/apps/piccaso${href}` }, text);
        link.addEventListener("click", (event) => { event.preventDefault(); document.body.classList.remove("nav-open"); leaveThen(() => say("navigate", href)); });
        return make("li", {}, link);
      }));
      mark();
    },
    title(data) {
      const back = data?.actions.find((action) => action.back);
      const heading = byId("title-text");
      heading.textContent = data?.title || "Piccaso";
      byId("app-mark").hidden = Boolean(back);
      const arrow = byId("back");
      arrow.hidden = !back;
      arrow.setAttribute("aria-label", back ? `Back to ${back.text}` : "Back");
      arrow.onclick = () => leaveThen(() => say("title", back.index));
      byId("title-actions").replaceChildren(...(data?.actions ?? []).filter((action) => !action.back).sort((a, b) => Number(a.primary) - Number(b.primary)).map((action) => actionButton(action, "title")));
    },
    bar(data) {
      const bar = byId("save-bar");
      bar.hidden = !data;
      document.body.classList.toggle("dirty", Boolean(data));
      if (data) byId("save-actions").replaceChildren(...data.actions.sort((a, b) => Number(a.primary) - Number(b.primary)).map((action) => actionButton({ ...action, text: action.text || (action.primary ? "Save" : "Discard") }, "bar")));
    },
    toast(data) {
      const box = byId("toast");
      box.replaceChildren(make("span", {}, data.message));
      if (data.action) {
        const button = make("button", { type: "button" }, data.action);
        button.addEventListener("click", () => { box.replaceChildren(); say(`${data.id}:action`); });
        box.append(button);
      }
      clearTimeout(show.timer);
      show.timer = setTimeout(() => box.replaceChildren(), data.duration);
    },
    "toast-hide": () => byId("toast").replaceChildren(),
    loading: (on) => document.body.classList.toggle("loading", on),
    where(path) {
      const { pathname, searchParams } = new URL(path, APP);
      // What the admin itself added is added anew at each load, the token above all.
      for (const own of ["embedded", "shop", "host", "locale", "session", "timestamp", "hmac", "id_token"]) searchParams.delete(own);
      history.replaceState(null, "", `/store/piccaso-sandbox/apps/piccaso${pathname}${searchParams.size > 0 ? `?${searchParams}` : ""}`);
      document.body.dataset.path = pathname;
      mark();
    },
    leave({ url }) {
      const to = new URL(url);
      if (to.origin === APP) location.href = `/store/piccaso-sandbox/apps/piccaso${to.pathname}${to.search}`;
      else if (to.hostname === "admin.shopify.com" || to.protocol === "shopify:") location.href = to.pathname;
      else window.open(url, "_blank", "noopener");
    },
  };
  /* The page that is shown is marked in the navigation, by the longest address that fits. */
  const mark = () => {
    const path = document.body.dataset.path ?? "";
    const links = [...byId("app-links").querySelectorAll("a")];
    const best = links.map((link) => ({ link, href: new URL(link.href).pathname.replace("/store/piccaso-sandbox/apps/piccaso", "") })).filter(({ href }) => path.startsWith(href)).sort((a, b) => b.href.length - a.href.length)[0];
    links.forEach((link) => (link === best?.link ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current")));
    byId("app-home").toggleAttribute("aria-current", !best);
  };
  const leaveThen = (go) => {
    if (byId("save-bar").hidden) return go();
    byId("save-bar").classList.remove("shake");
    requestAnimationFrame(() => byId("save-bar").classList.add("shake"));
  };
  const answers = {
    idToken: async () => (await fetch("/_sandbox/token")).text(),
    picker: (data) => pick(data),
    scopes: async () => ({ granted: ["read_products", "write_products", "write_files"], required: ["read_products", "write_products", "write_files"], optional: [] }),
    leaveConfirmation: async () => { leaveThen(() => undefined); if (!byId("save-bar").hidden) throw new Error("unsaved changes"); return true; },
  };
  async function pick({ multiple, selected, query }) {
    const products = await (await fetch("/_sandbox/picker")).json();
    const chosen = new Set(selected);
    const dialog = byId("picker");
    const list = byId("picker-list");
    const search = byId("picker-search");
    search.value = query;
    const draw = () => {
      const wanted = search.value.toLowerCase();
      list.replaceChildren(...products.filter(({ title }) => title.toLowerCase().includes(wanted)).map((product) => {
        const box = make("input", { type: multiple ? "checkbox" : "radio", name: "pick" });
        box.checked = chosen.has(product.id);
        box.addEventListener("change", () => { if (!multiple) chosen.clear(); if (box.checked) chosen.add(product.id); else chosen.delete(product.id); count(); });
        return make("li", {}, make("label", {}, box, product.image ? make("img", { src: product.image, alt: "", width: "40", height: "40" }) : make("span", { class: "no-photo" }), make("span", {}, product.title)));
      }));
      count();
    };
    const count = () => { byId("picker-add").disabled = chosen.size === 0; byId("picker-count").textContent = `${chosen.size} selected`; };
    search.oninput = draw;
    draw();
    dialog.showModal();
    return new Promise((resolve) => {
      const end = (value) => { dialog.onclose = null; dialog.close(); resolve(value); };
      byId("picker-add").onclick = () => end(products.filter(({ id }) => chosen.has(id)).map(({ id, title, handle, image }) => ({ id, title, handle, images: image ? [{ originalSrc: image }] : [], variants: [] })));
      byId("picker-cancel").onclick = () => end(undefined);
      dialog.onclose = () => resolve(undefined);
    });
  }
  addEventListener("message", async (event) => {
    if (event.origin !== APP || event.source !== frame.contentWindow || !event.data?.sandbox) return;
    const { type, id, data } = event.data;
    if (!id) return show[type]?.(data);
    const reply = (message) => event.source.postMessage({ sandbox: 1, type: "reply", id, ...message }, APP);
    try {
      reply({ result: await answers[type](data) });
    } catch (error) {
      reply({ error: error.message });
    }
  });
  byId("menu-button").addEventListener("click", () => document.body.classList.toggle("nav-open"));
  byId("app-home").addEventListener("click", (event) => { event.preventDefault(); document.body.classList.remove("nav-open"); leaveThen(() => say("navigate", "/app")); });
})();

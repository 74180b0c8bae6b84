/* A stand-in of App Bridge for the sandbox: what the app uses of it, over messages to the admin frame. */
(() => {
  const script = document.currentScript;
  const ADMIN = new URL(script.src).origin;
  const query = new URLSearchParams(location.search);
  const remembered = (name) => {
    const given = query.get(name);
    try {
      if (given) sessionStorage.setItem(`sandbox-${name}`, given);
      return given ?? sessionStorage.getItem(`sandbox-${name}`) ?? "";
    } catch {
      return given ?? "";
    }
  };
  const config = {
    apiKey: document.querySelector('meta[name="shopify-api-key"]')?.content ?? script.dataset.apiKey ?? "",
    shop: remembered("shop"), host: remembered("host"), locale: remembered("locale") || "en",
  };
  let serial = 0;
  const replies = new Map();
  const listeners = new Map();
  const post = (type, data) => parent.postMessage({ sandbox: 1, type, data }, ADMIN);
  const ask = (type, data) => new Promise((resolve, reject) => {
    const id = ++serial;
    replies.set(id, { resolve, reject });
    parent.postMessage({ sandbox: 1, type, id, data }, ADMIN);
  });
  addEventListener("message", (event) => {
    if (event.origin !== ADMIN || event.source !== parent || !event.data?.sandbox) return;
    const { type, id, result, error, data } = event.data;
    if (type === "reply") {
      const waiting = replies.get(id);
      replies.delete(id);
      if (error) waiting?.reject(new Error(error));
      else waiting?.resolve(result);
      return;
    }
    listeners.get(type)?.(data);
  });

  const realFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin) return realFetch(request);
    const send = async () => {
      const copy = request.clone();
      const headers = new Headers(copy.headers);
      headers.set("Authorization", `Bearer ${await ask("idToken")}`);
      headers.set("X-Requested-With", "XMLHttpRequest");
      headers.set("Accept-Language", config.locale);
      return realFetch(new Request(copy, { headers }));
    };
    let response = await send();
    if (response.status === 401 && response.headers.get("X-Shopify-Retry-Invalid-Session-Request") === "1") response = await send();
    const leave = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (leave) post("leave", { url: new URL(leave, location.href).href });
    return response;
  };
  const realOpen = window.open.bind(window);
  window.open = (url, target, ...rest) => {
    if (target !== "_top" && target !== "_parent") return realOpen(url, target, ...rest);
    post("leave", { url: new URL(url, location.href).href });
    return null;
  };

  const reload = query.get("shopify-reload");
  if (reload) {
    ask("idToken").then((token) => {
      const url = new URL(reload, location.origin);
      for (const [name, value] of Object.entries({ embedded: "1", shop: config.shop, host: config.host, id_token: token })) url.searchParams.set(name, value);
      location.replace(url);
    });
  }

  /* Elements that live in the admin: they are read, sent up and hidden. */
  const later = (element, name) => queueMicrotask(() => element.dispatchEvent(new Event(name)));
  const buttonsOf = (element) => [...element.querySelectorAll("button, a")].map((child, index) => ({
    index, text: child.textContent.trim(), primary: child.getAttribute("variant") === "primary", back: child.getAttribute("variant") === "breadcrumb",
    tone: child.getAttribute("tone") ?? "", disabled: child.hasAttribute("disabled"), loading: child.hasAttribute("loading"), group: child.closest("section")?.getAttribute("label") ?? "",
  }));
  const observed = (name, read, clear) => {
    customElements.define(name, class extends HTMLElement {
      connectedCallback() {
        this.style.display = "none";
        this.send = () => queueMicrotask(() => { if (this.isConnected) read(this); });
        this.observer = new MutationObserver(this.send);
        this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
        this.send();
      }
      disconnectedCallback() {
        this.observer?.disconnect();
        clear?.(this);
      }
    });
  };
  let menu;
  const readMenu = (element) => {
    menu = element;
    post("menu", [...element.querySelectorAll("a")].map((link) => ({ text: link.textContent.trim(), href: link.getAttribute("href"), home: link.getAttribute("rel") === "home" })));
  };
  observed("ui-nav-menu", readMenu);
  observed("s-app-nav", readMenu);
  listeners.set("navigate", (href) => {
    const link = [...(menu?.querySelectorAll("a") ?? [])].find((one) => one.getAttribute("href") === href) ?? Object.assign(document.createElement("a"), { href });
    if (!link.getAttribute("href")) link.setAttribute("href", href);
    if (!link.isConnected) document.body.append(link);
    link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
  });
  let title;
  observed("ui-title-bar", (element) => {
    // Inside a modal it is the modal's own heading and buttons.
    if (element.closest("ui-modal")) return;
    title = element;
    post("title", { title: element.getAttribute("title") ?? "", actions: buttonsOf(element) });
  }, (element) => { if (title === element) { title = undefined; post("title", null); } });
  listeners.set("title", (index) => title?.querySelectorAll("button, a")[index]?.click());

  let bar;
  const tellBar = (element) => post("bar", { actions: buttonsOf(element) });
  const showBar = (element) => { bar = element; tellBar(element); later(element, "show"); };
  const hideBar = (element) => { if (bar === element) { bar = undefined; post("bar", null); later(element, "hide"); } };
  customElements.define("ui-save-bar", class extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
      this.observer = new MutationObserver(() => { if (this.showing) tellBar(this); });
      this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
    }
    disconnectedCallback() { this.observer?.disconnect(); hideBar(this); }
    get showing() { return bar === this; }
    show() { showBar(this); return Promise.resolve(); }
    hide() { hideBar(this); return Promise.resolve(); }
    toggle() { return this.showing ? this.hide() : this.show(); }
  });
  listeners.set("bar", (index) => bar?.querySelectorAll("button")[index]?.click());

  customElements.define("ui-modal", class extends HTMLElement {
    connectedCallback() {
      this.style.display = "none";
      this.content = this.content ?? document.createElement("div");
    }
    show() {
      const dialog = document.createElement("dialog");
      const bar = this.querySelector("ui-title-bar");
      const heading = Object.assign(document.createElement("h2"), { textContent: bar?.getAttribute("title") ?? "" });
      const foot = document.createElement("footer");
      const draw = () => foot.replaceChildren(...[...(bar?.querySelectorAll("button") ?? [])].reverse().map((action) => {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: action.textContent.trim() });
        button.style.cssText = `font:600 13px/20px Inter,sans-serif;padding:6px 12px;border-radius:8px;border:1px solid #c9c9c9;cursor:pointer;${action.getAttribute("variant") === "primary" ? (action.getAttribute("tone") === "critical" ? "background:#c70a24;color:#fff" : "background:#303030;color:#fff") : "background:#fff;color:#303030"}`;
        button.disabled = action.hasAttribute("disabled");
        button.addEventListener("click", () => action.click());
        return button;
      }));
      draw();
      // What the page makes possible while the dialog is open becomes possible in it.
      const observer = new MutationObserver(draw);
      if (bar) observer.observe(bar, { childList: true, subtree: true, attributes: true, characterData: true });
      heading.style.cssText = "font:600 14px/20px Inter,sans-serif;margin:0;padding:14px 16px;border-bottom:1px solid #e3e3e3";
      foot.style.cssText = "display:flex;gap:8px;justify-content:flex-end;padding:12px 16px;border-top:1px solid #e3e3e3";
      dialog.style.cssText = "border:0;border-radius:14px;padding:0;width:min(560px,94vw);font:13px/20px Inter,sans-serif";
      dialog.setAttribute("aria-label", heading.textContent);
      dialog.append(heading, this.content, foot);
      document.body.append(dialog);
      dialog.addEventListener("close", () => { observer.disconnect(); dialog.remove(); later(this, "hide"); });
      this.dialog = dialog;
      dialog.showModal();
      later(this, "show");
      return Promise.resolve();
    }
    hide() { this.dialog?.close(); return Promise.resolve(); }
    toggle() { return this.dialog?.open ? this.hide() : this.show(); }
  });

  const element = (id) => document.getElementById(id);
  let toasts = 0;
  window.shopify = {
    config, origin: location.origin, environment: { embedded: parent !== window, mobile: matchMedia("(max-width: 600px)").matches, pos: false },
    idToken: () => ask("idToken"),
    loading: (on) => post("loading", on !== false),
    toast: {
      show(message, options = {}) {
        const id = `toast-${++toasts}`;
        listeners.set(`${id}:action`, () => options.onAction?.());
        post("toast", { id, message, action: options.action ?? "", error: Boolean(options.isError), duration: options.duration ?? 5000 });
        return id;
      },
      hide: (id) => post("toast-hide", id),
    },
    resourcePicker: (options) => ask("picker", { multiple: options?.multiple !== false, selected: (options?.selectionIds ?? []).map(({ id }) => id), query: options?.query ?? "" }),
    scopes: { query: () => ask("scopes"), request: () => ask("scopes"), revoke: () => ask("scopes") },
    saveBar: { show: (id) => element(id)?.show(), hide: (id) => element(id)?.hide(), toggle: (id) => element(id)?.toggle(), leaveConfirmation: () => (bar ? ask("leaveConfirmation") : Promise.resolve()) },
    modal: { show: (id) => element(id)?.show(), hide: (id) => element(id)?.hide(), toggle: (id) => element(id)?.toggle() },
    webVitals: { onReport: () => undefined },
    ready: Promise.resolve(),
  };

  const where = () => post("where", location.pathname + location.search);
  for (const name of ["pushState", "replaceState"]) {
    const real = history[name].bind(history);
    history[name] = (...args) => { real(...args); where(); };
  }
  addEventListener("popstate", where);
  where();
})();

// Added to pages by `sitegen serve`, never to files: reloads what changed, shows what is to be mended.
(() => {
  "use strict";
  const own = document.currentScript;
  const place = `sitegen-scroll:${location.pathname}`;
  let build = own.dataset.build;
  let page = own.dataset.page;
  let events = null;

  function keepPlace() {
    sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
  }

  function findPlace() {
    const kept = sessionStorage.getItem(place);
    sessionStorage.removeItem(place);
    if (kept && !location.hash) scrollTo({ left: JSON.parse(kept)[0], top: JSON.parse(kept)[1], behavior: "instant" });
  }

  function swapStyles(fresh) {
    const now = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-sitegen])')];
    const next = [...fresh.querySelectorAll('link[rel~="stylesheet"]')];
    if (now.length !== next.length) return false;
    now.forEach((link, index) => {
      const href = next[index].getAttribute("href");
      if (link.getAttribute("href") === href) return;
      const copy = link.cloneNode();
      copy.setAttribute("href", href);
      copy.addEventListener("load", () => link.remove());
      copy.addEventListener("error", () => link.remove());
      link.after(copy);
    });
    return true;
  }

  async function refresh(next, panel) {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.status === 404 && panel) return; // its clipping is at fault: the last good page stays
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const script = fresh.querySelector("script[data-page]");
    if (script && script.dataset.page === page && swapStyles(fresh)) {
      build = next;
      return;
    }
    keepPlace();
    location.reload();
  }

  function show(html) {
    document.querySelectorAll("sitegen-preview").forEach((old) => old.remove());
    if (!html || document.body.classList.contains("sitegen-page")) return;
    const layer = document.createElement("sitegen-preview");
    layer.innerHTML = html;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", layer.firstElementChild.dataset.close);
    close.addEventListener("click", () => layer.remove());
    layer.firstElementChild.append(close);
    document.body.append(layer);
  }

  function dress() {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "/_sitegen/preview.css";
    link.dataset.sitegen = "";
    document.head.append(link);
  }

  // A hidden tab holds no connection: browsers allow only six to one server.
  function listen() {
    if (document.hidden) {
      if (events) events.close();
      events = null;
    } else if (!events) {
      events = new EventSource("/_sitegen/events");
      events.onmessage = (message) => {
        const news = JSON.parse(message.data);
        show(news.panel);
        if (news.build !== build) refresh(news.build, news.panel).catch(() => {});
      };
    }
  }

  dress();
  addEventListener("load", findPlace);
  addEventListener("keydown", (key) => key.key === "Escape" && show(""));
  addEventListener("pagehide", () => { if (events) events.close(); events = null; });
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", listen);
  listen();
})();

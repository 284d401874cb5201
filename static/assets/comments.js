// Comments by giscus, loaded when a reader comes near them. Its attributes stand on the element
// that it fills: https://giscus.app/
(() => {
  "use strict";
  const HOST = "https://giscus.app";
  const box = document.querySelector(".comments .giscus");
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => `noborder_${root.dataset.theme || (system.matches ? "dark" : "light")}`;

  function load() {
    const script = document.createElement("script");
    Object.assign(script.dataset, box.dataset, { theme: theme() });
    script.crossOrigin = "anonymous";
    script.src = `${HOST}/client.js`;
    document.head.append(script);
  }

  function follow() {
    const frame = box.querySelector("iframe");
    frame?.contentWindow.postMessage({ giscus: { setConfig: { theme: theme() } } }, HOST);
  }

  const observer = new IntersectionObserver(
    ([entry]) => {
      if (!entry.isIntersecting) return;
      observer.disconnect();
      load();
    },
    { rootMargin: "400px" },
  );
  observer.observe(box);
  new MutationObserver(follow).observe(root, { attributeFilter: ["data-theme"] });
  system.addEventListener("change", follow);
})();

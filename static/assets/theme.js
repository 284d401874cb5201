// Stands in <head> and runs before anything is painted: the scheme a reader has chosen, and the switch for it.
// A choice that equals the system's is forgotten, so that the page follows the system again.
(() => {
  "use strict";
  const KEY = "notes-site-theme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const systemTheme = () => (system.matches ? "dark" : "light");

  function remembered() {
    try {
      const theme = localStorage.getItem(KEY);
      return theme === "dark" || theme === "light" ? theme : "";
    } catch {
      return ""; // storage is closed to this page
    }
  }

  function remember(theme) {
    try {
      if (theme) localStorage.setItem(KEY, theme);
      else localStorage.removeItem(KEY);
    } catch {
      // The choice then holds for this page only.
    }
  }

  function show(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const meta of document.querySelectorAll("meta[data-scheme]")) {
      const own = `(prefers-color-scheme: ${meta.dataset.scheme})`;
      meta.media = !theme ? own : theme === meta.dataset.scheme ? "all" : "not all";
    }
  }

  root.dataset.scripts = "";
  show(remembered());

  document.addEventListener("click", (event) => {
    if (!event.target.closest(".theme-switch")) return;
    const next = (root.dataset.theme || systemTheme()) === "dark" ? "light" : "dark";
    const chosen = next === systemTheme() ? "" : next;
    remember(chosen);
    show(chosen);
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY) show(remembered());
  });

  // Paper is light. code.css knows the scheme by the attribute only.
  let before;
  addEventListener("beforeprint", () => {
    before = root.dataset.theme;
    root.dataset.theme = "light";
  });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before;
    else delete root.dataset.theme;
  });
})();

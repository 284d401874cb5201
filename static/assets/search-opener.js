// Loads search.js once somebody wants to search, by its link or by `/`, and at once on the pages that
// hold a search. Until it is there, the link leads to the page of the search.
(() => {
  "use strict";
  const own = document.currentScript;
  let script;
  let typed = ""; // before there is a field for it

  function load() {
    script = document.createElement("script");
    Object.assign(script.dataset, own.dataset);
    script.src = own.dataset.script;
    document.head.append(script);
  }
  function open(event, link) {
    event.preventDefault();
    load();
    addEventListener("keydown", keep);
    script.addEventListener("load", () => {
      removeEventListener("keydown", keep);
      link.click();
      if (!typed) return;
      const field = document.activeElement;
      field.value = typed;
      field.dispatchEvent(new Event("input"));
    });
    script.addEventListener("error", () => location.assign(link.href));
  }
  function keep(event) {
    if (event.key.length > 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    typed += event.key;
    event.preventDefault();
  }

  if (document.querySelector(".search-page, .nearest")) load();
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".search-link");
    if (link && !script && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event, link);
  });
  addEventListener("keydown", (event) => {
    if (script || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
    const link = document.querySelector(".search-link");
    if (link) open(event, link);
  });
})();

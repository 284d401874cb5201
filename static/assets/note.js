// What a note can do more with a script: contents that follow the reading,
// copying of code, figures in full size. Everything reads without it.
(() => {
  "use strict";
  const words = document.currentScript.dataset;

  function make(name, className, properties) {
    return Object.assign(document.createElement(name), { className, ...properties });
  }

  // The contents stand open beside the text and closed above it.
  const isWide = matchMedia("(min-width: 68rem)");
  let fitted; // the contents that were opened or closed
  function fitContents() {
    const details = document.querySelector("nav.toc details");
    if (details) details.open = isWide.matches;
    fitted = details;
  }
  isWide.addEventListener("change", fitContents);

  let following = [];
  function followContents() {
    following.forEach((observer) => observer.disconnect());
    const nav = document.querySelector("nav.toc");
    if (nav && nav.querySelector("details") !== fitted) fitContents();
    following = nav ? followReading(nav) : [];
  }
  followContents();
  document.addEventListener("notes-site:update", followContents); // of the preview

  function followReading(nav) {
    const links = [...nav.querySelectorAll("a[href^='#']")];
    const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    const passed = new Set(); // places above the line at 30% of the window
    let isAtEnd = false;
    let current = nav.querySelector("[aria-current]") ?? undefined;
    const update = () => {
      const index = isAtEnd ? links.length - 1 : places.findLastIndex((place) => passed.has(place));
      if (links[index] === current) return;
      current?.removeAttribute("aria-current");
      current = links[index];
      leadToSection(current);
      if (!current) return;
      current.setAttribute("aria-current", "location");
      const box = nav.getBoundingClientRect();
      const own = current.getBoundingClientRect();
      if (own.top < box.top) nav.scrollTop -= box.top - own.top + 24;
      else if (own.bottom > box.bottom) nav.scrollTop += own.bottom - box.bottom + 24;
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) passed[entry.isIntersecting ? "add" : "delete"](entry.target);
        update();
      },
      { rootMargin: "1000000px 0px -70% 0px" },
    );
    places.filter(Boolean).forEach((place) => observer.observe(place));
    const end = new IntersectionObserver(([entry]) => {
      isAtEnd = entry.isIntersecting;
      update();
    }, { threshold: 0.5 });
    end.observe(document.querySelector(".site-footer"));
    return [observer, end];
  }

  // The language switch leads to the section being read, and a heading to its counterpart.
  function leadToSection(entry) {
    for (const link of document.querySelectorAll(".languages a:not([aria-current]), .translation a")) {
      const counterpart = entry?.parentElement.querySelector(`:scope > .counterpart[hreflang="${link.hreflang}"]`);
      link.hash = counterpart ? counterpart.hash : "";
    }
  }
  function addCounterparts() {
    for (const link of document.querySelectorAll(".toc a[href^='#']")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!heading || heading.querySelector(".counterpart")) continue;
      for (const counterpart of link.parentElement.querySelectorAll(":scope > .counterpart")) {
        const copy = counterpart.cloneNode(true);
        copy.ariaHidden = "true"; // the contents have it for keys and screen readers
        copy.tabIndex = -1;
        heading.append(copy);
      }
    }
  }
  // Where nothing can hover, a tap on a heading shows what leads on from it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("a") || matchMedia("(hover: hover)").matches) return;
    const heading = event.target.closest(".note-body :is(h2, h3, h4, h5, h6)");
    for (const asked of document.querySelectorAll(".asked")) if (asked !== heading) asked.classList.remove("asked");
    heading?.classList.toggle("asked");
  });
  addCounterparts();
  document.addEventListener("notes-site:update", addCounterparts);

  // A formula that is wider than the column and cannot be broken scrolls by itself.
  function fitFormulas() {
    const formulas = [...document.querySelectorAll("main .math-inline[style]:not(.table *, .math-display *)")];
    if (!formulas.length) return;
    formulas.forEach((formula) => formula.classList.remove("wide"));
    const edge = (formula) => formula.closest("p, li, dd, td, h1, h2, h3, h4, nav, div").getBoundingClientRect().right + 1;
    const wide = formulas.filter((formula) => formula.getBoundingClientRect().right > edge(formula));
    for (const formula of wide) {
      formula.classList.add("wide");
      formula.tabIndex = 0;
    }
  }
  let width = innerWidth;
  fitFormulas();
  document.fonts.ready.then(fitFormulas);
  document.addEventListener("notes-site:update", fitFormulas);
  addEventListener("resize", () => {
    if (width !== innerWidth) fitFormulas();
    width = innerWidth;
  });

  function addCopyButtons() {
    for (const block of document.querySelectorAll("main .code:not(:has(.copy))")) {
      const button = make("button", "copy", { type: "button", textContent: words.copy });
      button.setAttribute("aria-live", "polite");
      let timer;
      button.addEventListener("click", async () => {
        const code = block.querySelector("pre").cloneNode(true);
        code.querySelectorAll("del").forEach((line) => line.remove()); // of changes, what is new
        await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
        button.textContent = words.copied;
        clearTimeout(timer);
        timer = setTimeout(() => {
          button.textContent = words.copy;
        }, 2000);
      });
      block.append(button);
    }
  }
  if (navigator.clipboard) {
    addCopyButtons();
    document.addEventListener("notes-site:update", addCopyButtons); // of the preview
  }

  // A copied formula is its TeX, once, and not its letters three times.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".katex");
    const [first, last] = [around(range.startContainer), around(range.endContainer)];
    if (first) range.setStartBefore(first);
    if (last) range.setEndAfter(last);
    const copied = make("div", "");
    copied.append(range.cloneContents());
    const typeset = copied.querySelectorAll(".katex");
    if (!typeset.length) return;
    event.clipboardData.setData("text/html", copied.innerHTML);
    for (const formula of typeset) {
      const mark = formula.querySelector("math").getAttribute("display") ? "$$" : "$";
      formula.replaceWith(mark + formula.querySelector("annotation").textContent + mark);
    }
    event.clipboardData.setData("text/plain", copied.textContent);
    event.preventDefault();
  });

  // The whole picture of a figure. The dialog gives the focus back to the link.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.zoom");
    if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.focus();
    enlarge(link);
  });
  function enlarge(link) {
    const dialog = make("dialog", "enlarged");
    const shut = make("button", "shut", { type: "button", textContent: words.close });
    const { alt, width, height } = link.querySelector("img");
    dialog.setAttribute("aria-label", alt);
    dialog.append(Object.assign(new Image(width, height), { alt, src: link.href }), shut);
    dialog.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }
})();

// Draws the diagrams of a note by Mermaid, which is loaded when the reader comes near one. Each is
// drawn for light and for dark pages, so that a switch, or paper, needs no script. What cannot be
// drawn stays as its source, with the reason.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const LOOKS = {
    light: { theme: "neutral" },
    dark: { theme: "dark", themeVariables: { edgeLabelBackground: "#10161e" } }, // the page's own
  };
  const SMALLEST = 0.7; // of the size that Mermaid draws in; less cannot be read
  const done = new WeakMap(); // diagram → the source that it shows, or that cannot be drawn
  let count = 0;
  let loading;
  let drawing = Promise.resolve(); // one after another: Mermaid has one configuration

  function make(name, className, properties) {
    return Object.assign(document.createElement(name), { className, ...properties });
  }

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = make("script", "", { src: words.mermaid, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    return loading;
  }

  function sourceOf(diagram) {
    return diagram.querySelector(".code code").textContent.trimEnd();
  }

  async function draw(diagram) {
    const code = diagram.querySelector(".code");
    const source = sourceOf(diagram);
    const drawings = [];
    done.set(diagram, source);
    try {
      await load();
      for (const [look, colours] of Object.entries(LOOKS)) {
        mermaid.initialize({ startOnLoad: false, securityLevel: "strict", suppressErrorRendering: true, ...colours, fontFamily: getComputedStyle(document.body).fontFamily });
        count += 1;
        const { svg } = await mermaid.render(`diagram-${count}`, source);
        const box = make("div", `drawing drawing-${look}`, { innerHTML: svg, tabIndex: 0 });
        finish(box);
        drawings.push(box);
      }
    } catch (error) {
      if (sourceOf(diagram) !== source) return; // edited meanwhile: it is drawn again
      const [reason] = (error.message ?? "").split("\n"); // below it, Mermaid lists its grammar
      const text = [words.problem, reason.replace(/:$/, "")].filter(Boolean).join(": ");
      code.after(make("p", "diagram-problem", { textContent: text }));
      return;
    }
    if (sourceOf(diagram) !== source) return;
    const details = make("details", "");
    details.append(make("summary", "", { textContent: words.source }));
    code.replaceWith(...drawings, details);
    details.append(code);
  }

  // A picture to screen readers, named by its own `accTitle` or as a diagram; wide ones scroll.
  function finish(box) {
    const svg = box.querySelector("svg");
    svg.style.minInlineSize = `${SMALLEST * svg.viewBox.baseVal.width}px`;
    svg.setAttribute("role", "img");
    if (!svg.hasAttribute("aria-labelledby")) svg.setAttribute("aria-label", words.diagram);
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.diagram);
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        drawing = drawing.then(() => draw(target));
      }
    },
    { rootMargin: "100% 0px" },
  );

  function watch() {
    for (const diagram of document.querySelectorAll(".diagram")) {
      if (done.get(diagram) === sourceOf(diagram)) continue;
      const code = diagram.querySelector(".code");
      for (const each of diagram.querySelectorAll(".drawing, .diagram-problem")) each.remove();
      diagram.querySelector(":scope > details")?.replaceWith(code);
      near.observe(diagram);
    }
  }
  watch();
  document.addEventListener("notes-site:update", watch); // of the preview
})();

// A reference within a page shows what it refers to: an equation, a figure, a numbered block, a footnote,
// a work. On hovering, on focus by keyboard, and at the first tap; Escape, or a tap elsewhere, closes it.
(() => {
  "use strict";
  const BLOCKS = ".math-display, figure, aside, li, dd, p, table, div[class], section";
  let peek;
  let pointed;
  let opened; // the link whose target shows
  let closing;
  let pointer = "mouse";

  const keep = () => clearTimeout(closing);
  function close() {
    keep();
    peek?.remove();
    pointed?.classList.remove("pointed");
    peek = pointed = opened = undefined;
  }
  function closeSoon() {
    keep();
    closing = setTimeout(close, 200);
  }

  function findTarget(link) {
    const named = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!named || named.contains(link) || named.matches("h1, h2, h3, h4, h5, h6")) return null;
    return named.closest(BLOCKS);
  }
  const findLink = (event) => event.target.closest?.(".note-body a[href^='#']:not(.anchor, .footnote-back, .counterpart, .peek *)");

  function open(link) {
    keep();
    if (link === opened) return;
    close();
    const target = findTarget(link);
    if (!target) return;
    opened = link;
    const { top, bottom } = target.getBoundingClientRect();
    const isInSight = top >= 0 && bottom <= innerHeight && !target.closest(".footnotes");
    if (isInSight || getComputedStyle(target).position === "absolute") {
      pointed = target; // in sight already
      pointed.classList.add("pointed");
      return;
    }
    const copy = target.cloneNode(true);
    peek = document.createElement("div");
    peek.className = "peek";
    peek.ariaHidden = "true"; // the link leads to the thing itself
    peek.append(...(target.matches("li, dd") ? copy.childNodes : [copy]));
    peek.querySelectorAll(".footnote-back, .anchor, .copy").forEach((part) => part.remove());
    for (const part of peek.querySelectorAll("*")) {
      part.removeAttribute("id");
      if (part.matches("a, button, summary, [tabindex]")) part.tabIndex = -1;
    }
    peek.addEventListener("pointerenter", keep);
    peek.addEventListener("pointerleave", closeSoon);
    const text = link.closest(".note-body");
    text.append(peek);
    const at = link.getBoundingClientRect();
    const box = text.getBoundingClientRect();
    const left = Math.max(Math.min(at.left - box.left - 24, box.width - peek.offsetWidth), 0);
    const isLow = at.bottom + peek.offsetHeight + 12 > innerHeight && at.top > peek.offsetHeight;
    peek.style.left = `${left}px`;
    peek.style.top = `${(isLow ? at.top - peek.offsetHeight - 6 : at.bottom + 6) - box.top}px`;
  }

  // The other word of a term shows without a script; Escape hides it until pointer and focus have left (WCAG 1.4.13).
  function dismissTerms() {
    for (const term of document.querySelectorAll(".term:is(:hover, :focus)")) term.classList.add("dismissed");
  }
  function forgetDismissed() {
    for (const term of document.querySelectorAll(".dismissed:not(:hover, :focus)")) term.classList.remove("dismissed");
  }

  const on = (name, act) => document.addEventListener(name, act);
  on("pointerover", (event) => {
    forgetDismissed();
    const link = event.pointerType === "mouse" && findLink(event);
    if (link) open(link);
    else if (opened && !peek?.contains(event.target)) closeSoon();
  });
  on("focusin", (event) => {
    forgetDismissed();
    const link = findLink(event);
    if (link?.matches(":focus-visible") && pointer !== "touch") open(link);
  });
  on("focusout", closeSoon);
  on("pointerdown", (event) => {
    pointer = event.pointerType;
  });
  on("click", (event) => {
    const link = findLink(event);
    if (link && pointer === "touch" && link !== opened && findTarget(link)) {
      event.preventDefault();
      open(link);
    } else if (!peek?.contains(event.target)) close();
  });
  on("keydown", (event) => {
    pointer = "";
    if (event.key !== "Escape") return;
    close();
    dismissTerms();
  });
})();

// Keeps an open page like the one that the server has. `notes-site serve` adds this script to the
// pages it shows, behind all else, and runs before the scripts that a page defers; it is no part of
// the site.
"use strict";

(() => {
  const script = document.currentScript;
  let version = script.dataset.version;
  let source = null; // the page as the server sent it; scripts change the live one
  const liveOf = new WeakMap(); // node of `source` → the one of the page that it became
  let found = true; // false on the 404 page

  // Updates one after another; of those that wait, the last will do.
  let isBusy = false;
  let waiting = null;

  async function follow(state) {
    waiting = state;
    if (isBusy) return;
    isBusy = true;
    try {
      while (waiting) {
        const next = waiting;
        waiting = null;
        showMistakes(next.mistakes);
        await update(next.is_new_frame);
      }
    } finally {
      isBusy = false;
    }
  }

  async function update(isNewFrame) {
    let response;
    try {
      response = await fetch(location.href, {cache: "no-store"});
    } catch {
      return; // the server went away; the events begin anew when it is back
    }
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    const own = next.querySelector("script[data-version]");
    if (own?.dataset.version === version) {
      if (!source) {
        source = next;
        recognise(source.documentElement, asRead);
      }
      found = response.ok;
      return;
    }
    const isOther = !own || !source || response.ok !== found || scripts(source) !== scripts(next);
    if (isNewFrame || isOther) {
      location.reload();
      return;
    }
    const opened = openDetails();
    patch(source.documentElement, next.documentElement);
    for (const each of document.querySelectorAll("details:not([open])")) {
      if (opened.has(nameOf(each))) each.open = true;
    }
    version = own.dataset.version;
    document.dispatchEvent(new CustomEvent("notes-site:update")); // for the theme's scripts
  }

  const scripts = (page) =>
    [...page.querySelectorAll("script[src]:not([data-version])")].map((e) => e.outerHTML).join();

  const nameOf = (details) => details.querySelector("summary")?.textContent;
  const openDetails = () => new Set([...document.querySelectorAll("details[open]")].map(nameOf));

  // Does to the page what leads from `old`, a node of `source`, to `next`, and no more: what is the
  // same stays the same node, with its scroll position, focus, and what scripts did to it. `source`
  // is changed along, so that it stays what the server sent.
  function patch(old, next) {
    if (old.isEqualNode(next)) return;
    const live = liveOf.get(old);
    if (next.nodeType !== Node.ELEMENT_NODE) {
      old.data = live.data = next.data;
      return;
    }
    if (next.matches("link[rel=stylesheet]")) {
      swapStyleSheet(old, next);
      return;
    }
    for (const {name, value} of next.attributes) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    for (const {name} of old.attributes) {
      if (!next.hasAttribute(name)) live.removeAttribute(name);
    }
    copyAttributes(old, next);
    patchChildren(old, [...next.childNodes]);
  }

  function copyAttributes(old, next) {
    for (const {name} of [...old.attributes]) old.removeAttribute(name);
    for (const {name, value} of next.attributes) old.setAttribute(name, value);
  }

  //     old   a b c d e     `start` is 1, `end` 3, `nextEnd` 4: b and c give way to x, y and z,
  //     next  a x y z d e   or change into them where they are as many and of the same names
  function patchChildren(parent, next) {
    const old = [...parent.childNodes];
    let start = 0;
    while (start < old.length && start < next.length && old[start].isEqualNode(next[start])) start++;
    let end = old.length;
    let nextEnd = next.length;
    while (end > start && nextEnd > start && old[end - 1].isEqualNode(next[nextEnd - 1])) {
      end--;
      nextEnd--;
    }
    const isAlike = (each, i) => each.nodeName === next[start + i].nodeName;
    if (end !== nextEnd || !old.slice(start, end).every(isAlike)) {
      replace(parent, old, next, start, end, nextEnd);
      return;
    }
    for (let i = start; i < end; i++) {
      if (old[i].isEqualNode(next[i])) continue;
      if (isInPlace(old[i])) patch(old[i], next[i]);
      else replace(parent, old, next, i, i + 1, i + 1);
    }
  }

  // False where a script has put something else in the place of a node, or taken it elsewhere.
  const isInPlace = (old) =>
    old !== undefined && liveOf.get(old)?.parentNode === liveOf.get(old.parentNode);

  // Puts copies of `next[start]` to `next[nextEnd]` in the place of `old[start]` to `old[end]`. Where
  // a script has rebuilt some of these, all that it made goes: what stands between the nearest nodes
  // that are in place. What a script has added beside them stays.
  function replace(parent, old, next, start, end, nextEnd) {
    const live = liveOf.get(parent);
    const isRebuilt =
      start < end
        ? !old.slice(start, end).every(isInPlace)
        : old.length > 0 && !isInPlace(old[start - 1]) && !isInPlace(old[end]);
    let [first, last] = [start, end];
    while (isRebuilt && first > 0 && !isInPlace(old[first - 1])) first--;
    while (isRebuilt && last < old.length && !isInPlace(old[last])) last++;
    const before = isInPlace(old[first - 1]) ? liveOf.get(old[first - 1]) : null;
    const after = isInPlace(old[last]) ? liveOf.get(old[last]) : null;
    let gone = old.slice(first, last).map((each) => liveOf.get(each));
    if (isRebuilt) {
      gone = [];
      let node = before ? before.nextSibling : live.firstChild;
      for (; node && node !== after; node = node.nextSibling) gone.push(node);
    }
    const place = gone[0] ?? after ?? before?.nextSibling ?? null;
    const made = [];
    for (const node of next.slice(first, nextEnd + last - end)) {
      const mine = source.importNode(node, true);
      const fresh = document.importNode(node, true);
      pair(mine, fresh);
      parent.insertBefore(mine, old[last] ?? null);
      live.insertBefore(fresh, place);
      made.push(mine);
    }
    for (const node of [...gone, ...old.slice(first, last)]) node.remove();
    old.splice(first, last - first, ...made);
  }

  function pair(mine, fresh) {
    liveOf.set(mine, fresh);
    mine.childNodes.forEach((each, i) => pair(each, fresh.childNodes[i]));
  }

  // The page before scripts change it, but for those that run while it is read.
  function record(node) {
    return {node, below: [...node.childNodes].map(record)};
  }

  function recognise(old, {node, below}) {
    liveOf.set(old, node);
    let at = 0;
    for (const each of old.childNodes) {
      let found = at;
      while (found < below.length && below[found].node.nodeName !== each.nodeName) found++;
      if (found === below.length) continue;
      recognise(each, below[found]);
      at = found + 1;
    }
  }

  // The old one stays until the new one is there, so that the page is never bare.
  function swapStyleSheet(old, next) {
    const live = liveOf.get(old);
    const fresh = document.importNode(next, true);
    fresh.addEventListener("load", () => live.remove());
    fresh.addEventListener("error", () => live.remove());
    live.after(fresh);
    liveOf.set(old, fresh);
    copyAttributes(old, next);
  }

  const asRead = record(document.documentElement);

  // A sheet made by script, and a shadow tree: neither the theme's styles nor its
  // Content-Security-Policy reach in here.
  const panel = document.createElement("notes-site-serve");
  const shadow = panel.attachShadow({mode: "open"});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
    section { box-sizing: border-box; max-height: 60vh; overflow: auto; padding: 1rem 1.25rem;
      background: #1d1517; color: #f3e9e7; border-top: 3px solid #ff6b5e;
      font: 14px/1.5 ui-sans-serif, system-ui, sans-serif; }
    h2 { margin: 0 3rem .5rem 0; font-size: 15px; }
    li { margin: .6rem 0; overflow-wrap: anywhere; }
    ol { margin: 0; padding: 0; list-style: none; }
    pre { margin: .3rem 0 0; padding: .4rem .6rem; overflow-x: auto; background: #0008;
      font: 13px/1.35 ui-monospace, monospace; }
    .before { visibility: hidden; }
    .caret { color: #ff6b5e; font-weight: bold; }
    details { box-sizing: border-box; max-height: 60vh; overflow: auto; width: fit-content;
      max-width: 100%; padding: .3rem .8rem; background: #1d1517; color: #f3e9e7;
      font: 13px/1.5 ui-sans-serif, system-ui, sans-serif; }
    summary { cursor: pointer; }
    button { position: absolute; top: .8rem; right: 1rem; font: inherit; cursor: pointer;
      color: inherit; background: none; border: 1px solid; border-radius: 4px; }
    p { margin: 0; width: fit-content; padding: .3rem .8rem; background: #1d1517; color: #f3e9e7;
      font: 13px/1.5 ui-sans-serif, system-ui, sans-serif; }
  `);
  shadow.adoptedStyleSheets = [sheet];

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // Whether a mistake concerns this page: it is in its note, or in a template or a setting.
  const isHere = ({url}) => !url || decodeURIComponent(location.pathname).startsWith(url);

  function showMistakes(mistakes) {
    const own = mistakes.filter(isHere);
    if (!mistakes.length || (own.length && "unshown" in document.documentElement.dataset)) {
      panel.remove();
      return;
    }
    const count = own.length || mistakes.length;
    const title = count === 1 ? "1 mistake" : `${count} mistakes`;
    const hide = make("button", {type: "button", textContent: "Hide"});
    hide.addEventListener("click", () => panel.remove());
    const heading = make("h2", {textContent: `${title}; behind this is the last good page`});
    const others = make("summary", {textContent: `${title} in other notes`});
    const list = make("ol", {}, ...(own.length ? own : mistakes).map(drawMistake));
    shadow.replaceChildren(
      own.length
        ? make("section", {role: "alert"}, heading, hide, list)
        : make("details", {}, others, list),
    );
    document.documentElement.append(panel);
  }

  function drawMistake({text, source, column}) {
    const item = make("li", {textContent: text});
    if (source) {
      const line = make("pre", {}, `${source}\n`);
      if (column) {
        // The same characters unseen, so that the caret stands right in any font.
        const before = [...source].slice(0, column - 1).join("");
        line.append(
          make("span", {className: "before", textContent: before, ariaHidden: "true"}),
          make("span", {className: "caret", textContent: "^"}),
        );
      }
      item.append(line);
    }
    return item;
  }

  function showGone() {
    shadow.replaceChildren(make("p", {role: "status", textContent: "notes-site serve has stopped"}));
    document.documentElement.append(panel);
  }

  // A page out of sight listens to nothing: browsers open six connections to a server at most, and
  // authors more tabs than that. Its events begin, with the state of then, when it is looked at.
  let events = null;

  function listen() {
    events?.close();
    events = null;
    if (document.hidden) return;
    events = new EventSource("/.notes-site/events");
    events.addEventListener("message", (event) => follow(JSON.parse(event.data)));
    events.addEventListener("error", showGone);
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", (event) => event.persisted && listen());
  // Leaving the page ends the events too; that is no reason to say that the server stopped.
  addEventListener("pagehide", () => events?.close());
  listen();
})();

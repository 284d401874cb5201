// The search: a dialog on every page, and the page of the search itself. Nothing is loaded before
// it is opened. Pagefind finds words; how texts and queries are divided into them is told in
// notes_site/search/words.py. Chinese is searched character by character, as a phrase.
(() => {
  "use strict";
  const given = document.currentScript.dataset; // folder, root, address, and words
  const lang = document.documentElement.lang;
  const WIDE = "\\u2e80-\\u312f\\u31a0-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u{20000}-\\u{3ffff}";
  const NUMERALS = "\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u2070-\\u209c\\u2150-\\u215f\\u2460-\\u249b";
  const GREEK = "\\u0370-\\u03ff";
  const LETTER = `(?:(?![${WIDE}${GREEK}${NUMERALS}])[\\p{L}\\p{N}_]|[\\u0300-\\u036f])`;
  const WORD = new RegExp(`(?=[\\p{L}\\p{N}])[${WIDE}]|[${NUMERALS}]+|(?:[${GREEK}]+|${LETTER})(?:_[${GREEK}]+|${LETTER})*`, "gu");
  const wide = new RegExp(`^[${WIDE}]$`, "u");
  const unit = /["“”]([^"“”]*)["“”]?|[^\s"“”\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]+/g;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // Finding: everything is a Map of a result's id → { result, score, words }, `words` being where
  // the text matches.

  let started;
  async function start() {
    const entry = await (await fetch(`${given.folder}pagefind-entry.json`, { cache: "no-cache" })).json();
    const names = entry.merged[lang.toLowerCase()];
    if (!names) return null; // nothing is written in this language
    const { createInstance } = await import(`${given.folder}pagefind.js`);
    const pagefind = createInstance({ basePath: given.folder, metaCacheTag: entry.key });
    await pagefind.init();
    // `./` since Pagefind takes the same path for the same index.
    const merge = (language) => pagefind.mergeIndex(`${given.folder}./`, { language, metaCacheTag: entry.key });
    await Promise.all(names.map(merge));
    return pagefind;
  }

  async function search(term) {
    const pagefind = await started;
    const { results } = pagefind ? await pagefind.search(term) : { results: [] };
    return new Map(results.map((result) => [result.id, { result, score: result.score, words: result.words }]));
  }

  const indexOf = (id) => id.slice(0, id.lastIndexOf("_"));

  // Pages with a word that begins with `typed`. Where an index has none, Pagefind looks for
  // ever shorter ones: what it found there tells, and all of that goes.
  async function findWord(typed) {
    const word = /^\w{4,}[^\Wsui]s$/.test(typed) ? typed.slice(0, -1) : typed; // a plural finds its singular
    const [found, whole] = await Promise.all([search(word), search(`"${word}"`)]);
    // Scores of different indexes do not tell the word itself from one that begins with it.
    for (const id of whole.keys()) if (found.has(id)) found.get(id).score += 1e3;
    const best = new Map();
    for (const each of found.values()) if (!best.has(indexOf(each.result.id))) best.set(indexOf(each.result.id), each);
    await Promise.all([...best].map(async ([index, { result, words }]) => {
      const data = await result.data();
      const text = data.content.split(" ");
      const seen = words.length ? words.map((place) => text[place]) : [data.meta.title];
      if (seen.some((each) => plain(each ?? "").includes(plain(word)))) return;
      for (const id of found.keys()) if (indexOf(id) === index) found.delete(id);
    }));
    return found;
  }

  // Pages with `words` one behind the other. A phrase has no score, its words have.
  async function findPhrase(words) {
    const [found, scored] = await Promise.all([search(`"${words.join(" ")}"`), search(words.join(" "))]);
    for (const [id, each] of found) each.score = scored.get(id)?.score ?? each.score;
    return found;
  }

  async function findUnit(text, isQuoted) {
    const words = text.match(WORD) ?? [];
    if (!words.length) return null;
    if (words.length === 1 && !wide.test(words[0]) && !isQuoted) return findWord(words[0]);
    const found = await findPhrase(words);
    if (found.size || isQuoted) return found;
    // Half typed, or apart in the text: each run of wide characters and each word by itself.
    const parts = text.match(new RegExp(`[${WIDE}]+|[^${WIDE}\\p{P}\\p{S}]+`, "gu")) ?? [];
    return parts.length > 1 ? findAll(parts.map((part) => findUnit(part, false))) : found;
  }

  // Pages that all of `searches` have found.
  async function findAll(searches) {
    const maps = (await Promise.all(searches)).filter(Boolean);
    const both = new Map();
    for (const [id, first] of maps[0] ?? []) {
      const all = maps.map((map) => map.get(id));
      if (!all.every(Boolean)) continue;
      const sum = all.reduce((total, each) => total + each.score, 0);
      both.set(id, { result: first.result, score: sum, words: all.flatMap((each) => each.words) });
    }
    return both;
  }

  async function find(query) {
    started ??= start();
    const units = [...query.matchAll(unit)].map((match) => findUnit(match[1] ?? match[0], match[1] !== undefined));
    const found = [...(await findAll(units)).values()];
    const rank = ({ result, score }) => (result.id.includes("-others_") ? -1e6 : 0) + score;
    return found.sort((a, b) => rank(b) - rank(a) || (a.result.id < b.result.id ? -1 : 1));
  }

  // Showing.

  function make(name, className, ...children) {
    const element = Object.assign(document.createElement(name), { className });
    element.append(...children);
    return element;
  }

  // The text from the word at `first` on, for about `room` letters, as it was before it was
  // divided into words; `marked` ones are set off.
  function quote(words, first, room, marked) {
    const shown = document.createDocumentFragment();
    let mark;
    let gap = "";
    for (let index = first; index < words.length && room > 0; index++) {
      const isTurned = words[index].endsWith("`");
      const word = isTurned ? words[index].slice(0, -1) : words[index];
      if (!marked.has(index)) mark = undefined;
      if (marked.has(index) && mark) mark.append(gap, word);
      else shown.append(gap, marked.has(index) ? (mark = make("mark", "", word)) : word);
      const areWide = wide.test([...word].at(-1) ?? "") && wide.test([...(words[index + 1] ?? "")][0] ?? "");
      gap = areWide === isTurned ? " " : "";
      room -= wide.test(word) ? 2 : word.length + gap.length;
    }
    if (room <= 0) shown.append(" …");
    return shown;
  }

  async function makeLink({ result, words }) {
    const data = await result.data();
    const [address, tag, date] = data.raw_url.split("#");
    const text = data.content.split(" ");
    let first = Math.min(...words, text.length);
    if (first === text.length) first = 0;
    for (let room = 40; first > 0 && room > 0; first--) room -= wide.test(text[first - 1]) ? 2 : text[first - 1].length + 1;
    while (first < text.length && first < Math.min(...words) && !/[\p{L}\p{N}]/u.test(text[first])) first++;
    const link = make("a", "found", make("span", "found-title", quote(data.meta.title.split(" "), 0, 1e3, new Set())));
    link.href = given.root + address;
    const facts = [];
    if (date) {
      const day = make("time", "", new Date(date).toLocaleDateString(lang, { dateStyle: "long", timeZone: "UTC" }));
      day.dateTime = date;
      facts.push(day);
    }
    if (tag !== lang) {
      link.hreflang = tag;
      facts.push(make("span", "badge", new Intl.DisplayNames([lang], { type: "language" }).of(tag)));
    }
    if (facts.length) link.append(make("span", "found-facts", ...facts));
    const snippet = make("span", "found-text", first ? "… " : "", quote(text, first, 200, new Set(words)));
    link.append(snippet);
    for (const part of [link.firstChild, snippet]) part.lang = tag;
    return link;
  }

  // A field with what it finds, in the dialog or on the page of the search.
  function makeSearch(limit, isDialog) {
    const input = make("input", "search-input");
    Object.assign(input, { type: "search", name: "q", placeholder: given.hint, autocomplete: "off", spellcheck: false });
    input.setAttribute("aria-label", given.search);
    const form = make("form", "search-form", input);
    Object.assign(form, { action: given.address, method: "get" });
    form.setAttribute("role", "search");
    const status = make("p", "search-status");
    status.setAttribute("role", "status");
    const list = make("ol", "search-results");
    const more = make("button", "search-more", given.more);
    Object.assign(more, { type: "button", hidden: true });
    let current = -1;
    let latest = 0;
    let links = [];

    if (isDialog) {
      list.id = "search-results";
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) input.setAttribute(name, value);
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", given.search);
      input.addEventListener("keydown", (event) => {
        if (event.isComposing || !links.length) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          event.preventDefault();
          select(current < 0 && step < 0 ? links.length - 1 : (current + step + links.length) % links.length);
        } else if (event.key === "Enter" && current >= 0) {
          event.preventDefault();
          links[current].click();
        }
      });
    }

    function select(index) {
      links[current]?.setAttribute("aria-selected", "false");
      current = index;
      const link = links[current];
      input.removeAttribute("aria-activedescendant");
      if (!link) return;
      link.setAttribute("aria-selected", "true");
      link.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", link.id);
    }

    async function show(found, end, number) {
      const made = await Promise.all(found.slice(links.length, end).map(makeLink));
      if (number !== latest) return;
      for (const link of made) {
        const item = make("li", "", link);
        if (isDialog) {
          item.setAttribute("role", "none");
          for (const [name, value] of [["role", "option"], ["id", `search-result-${links.length}`], ["tabindex", "-1"], ["aria-selected", "false"]]) link.setAttribute(name, value);
        }
        links.push(link);
        list.append(item);
      }
      more.hidden = links.length >= found.length;
      more.onclick = () => (isDialog ? form.requestSubmit() : show(found, links.length + limit, number));
    }

    async function update() {
      const number = ++latest;
      const query = input.value.trim();
      let found = [];
      let text = "";
      try {
        if (query) found = await find(query);
        if (query) text = found.length ? given.count.replace("{number}", found.length) : given.none;
      } catch (error) {
        started = undefined; // the next letter tries again
        text = given.failed;
        console.warn(error);
      }
      if (number !== latest) return;
      select(-1);
      links = [];
      list.replaceChildren();
      await show(found, limit, number);
      if (number !== latest) return;
      status.textContent = text;
      if (isDialog) input.setAttribute("aria-expanded", String(links.length > 0));
      else history.replaceState(null, "", query ? `?${new URLSearchParams({ q: query })}` : location.pathname);
    }

    let timer;
    input.addEventListener("input", (event) => {
      if (event.isComposing) return; // letters that will become Chinese
      clearTimeout(timer);
      timer = setTimeout(update, 120);
    });
    input.addEventListener("compositionend", update);
    return { form, input, parts: [form, status, list, more], update };
  }

  const place = document.querySelector(".search-page");
  let open;
  if (place) {
    const { form, input, parts, update } = makeSearch(20, false);
    place.append(...parts);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      update();
    });
    input.value = new URLSearchParams(location.search).get("q") ?? "";
    if (input.value) update();
    open = () => input.focus();
    open();
  } else {
    let dialog;
    open = () => {
      if (!dialog) {
        const { input, parts } = makeSearch(10, true);
        const shut = make("button", "search-close", given.close);
        shut.type = "button";
        dialog = make("dialog", "search-dialog", ...parts);
        parts[0].append(shut);
        dialog.setAttribute("aria-label", given.search);
        dialog.addEventListener("click", (event) => (event.target === dialog || event.target === shut) && dialog.close());
        document.body.append(dialog);
        dialog.field = input;
      }
      if (dialog.open) return;
      dialog.showModal();
      dialog.field.select();
      started ??= start();
      started.catch(() => {}); // told of with the first search
    };
  }

  document.addEventListener("click", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!isPlain || !event.target.closest(".search-link")) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
})();

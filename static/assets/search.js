// The search: a dialog on every page, and the page of the search itself. search-opener.js loads it,
// with the words and addresses of its own element. Pagefind finds words; how texts and queries are divided into them is told in
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

  // Pages with the words of a query one behind the other; the last in the singular or the plural.
  async function findTogether(words) {
    const last = words.at(-1);
    const forms = new Set([last, `${last}s`, `${last}es`, last.replace(/(?<=\w{3})e?s$/, ""), last.replace(/(?<=\w{3})s$/, "")]);
    const together = new Map();
    for (const map of await Promise.all([...forms].map((form) => findPhrase([...words.slice(0, -1), form])))) {
      for (const [id, each] of map) if (!together.has(id)) together.set(id, each);
    }
    return together;
  }

  // Pages whose title is what is looked for, or begins with it: words of their own stand around it.
  async function findTitles(words) {
    const phrase = words.join(" ");
    const [whole, begun] = await Promise.all([search(`"ǂt ${phrase} ǂe"`), search(`"ǂt ${phrase}"`)]);
    return [whole, begun];
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

  // What a query finds: the pages to show, and those where its words stand apart from each other.
  async function find(query) {
    started ??= start();
    const units = [...query.matchAll(unit)].map((match) => [match[1] ?? match[0], match[1] !== undefined]);
    const words = units.flatMap(([text]) => text.match(WORD) ?? []);
    if (!words.length) return { shown: [], apart: [] };
    const areLatin = units.length > 1 && units.every(([, isQuoted]) => !isQuoted) && !words.some((word) => wide.test(word));
    const [all, [whole, begun], together] = await Promise.all([
      findAll(units.map(([text, isQuoted]) => findUnit(text, isQuoted))),
      findTitles(words),
      areLatin ? findTogether(words) : new Map(),
    ]);
    for (const [id, each] of together) if (!all.has(id)) all.set(id, each);
    for (const [id, each] of whole) if (!all.has(id)) all.set(id, each);
    const rank = ({ result, score }) =>
      (whole.has(result.id) ? 1e7 : begun.has(result.id) ? 1e5 : 0) + (together.has(result.id) ? 1e4 : 0) + (result.id.includes("-others_") ? -1e6 : 0) + score;
    const found = [...all.values()].sort((a, b) => rank(b) - rank(a) || (a.result.id < b.result.id ? -1 : 1));
    if (!together.size) return { shown: found, apart: [], words };
    const isNear = ({ result: { id } }) => together.has(id) || whole.has(id);
    return { shown: found.filter(isNear), apart: found.filter((each) => !isNear(each)), words };
  }

  // What was meant: words and runs of Chinese that are in no page, by the nearest in a title, heading or tag.

  let names;
  const loadNames = (address = given.address) => fetch(`${address}names.json`).then((answer) => answer.json());

  // The least number of letters to add, leave out, change or swap.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [before, last] = [[], [...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, last] = [last, row];
    }
    return last[b.length];
  }

  // The candidate nearest to `typed`; among those as near one that begins alike and is as long, then the
  // one in most names.
  function nearest(typed, candidates, most) {
    let best;
    for (const [candidate, count] of candidates) {
      const more = candidate.length - typed.length;
      const unlike = (candidate[0] === typed[0] ? 0 : 0.3) + (more < 0 ? 0.3 : more ? 0.15 : 0) - Math.min(count, 99) / 1e3;
      const letters = distance(typed, candidate, most);
      const away = letters + unlike;
      if (letters <= most && candidate !== typed && !(best?.away <= away)) best = { candidate, away };
    }
    return best?.candidate;
  }

  function countIn(parts) {
    const counts = new Map();
    for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
    return counts;
  }

  async function findMeant(query) {
    names ??= loadNames();
    const { names: known } = await names;
    const words = countIn(known.flatMap((name) => [...new Set(plain(name).match(new RegExp(`${LETTER}{3,}`, "gu")))].filter((word) => !wide.test(word))));
    const runs = known.flatMap((name) => name.match(new RegExp(`[${WIDE}]+`, "gu")) ?? []);
    const parts = query.match(new RegExp(`[${WIDE}]+|${LETTER}+|.`, "gu")) ?? [];
    const meant = await Promise.all(parts.map(async (part) => {
      if (!new RegExp(`^(?:[${WIDE}]{2,}|${LETTER}{3,})$`, "u").test(part)) return part;
      if ((await findUnit(part, false))?.size) return part;
      if (!wide.test(part[0])) return nearest(plain(part), words, part.length < 5 ? 1 : part.length < 9 ? 2 : 3) ?? part;
      const windows = runs.flatMap((run) => {
        const own = new Set();
        for (let length = Math.max(part.length - 1, 2); length <= part.length + 1; length++) {
          for (let start = 0; start + length <= run.length; start++) own.add(run.slice(start, start + length));
        }
        return [...own];
      });
      return nearest(part, countIn(windows), part.length < 6 ? 1 : 2) ?? part;
    }));
    const text = meant.join("");
    return text !== query && (await find(text)).shown.length ? text : "";
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

  const bare = (word) => plain(word).replace(/[^\p{L}\p{N}_]/gu, "");

  // Where `query`, words one behind the other, stands in `text` between two places.
  function findPlaces(text, query, from, to) {
    const places = [];
    for (let start = from; start + query.length <= to; start++) {
      const isThere = query.every((word, index) => {
        const here = bare(text[start + index]);
        return index === query.length - 1 && !wide.test(word) ? here.startsWith(word) : here === word;
      });
      if (isThere) places.push(...query.map((_, index) => start + index));
    }
    return places;
  }

  // Shown is text in reading order, from around the first place with all of the query, or with a part.
  function choosePlaces(text, from, to, words, query) {
    const folded = query.map(plain);
    const phrase = findPlaces(text, folded, from, to);
    if (phrase.length) return phrase;
    const runs = [];
    for (const [index, word] of folded.entries()) {
      if (index && wide.test(word) && wide.test(folded[index - 1])) runs.at(-1).push(word);
      else runs.push([word.replace(/(?<=\w{3})s$/, "")]);
    }
    const found = runs.flatMap((run) => findPlaces(text, run, from, to));
    return found.length ? found : words.filter((place) => place >= from && place < to);
  }

  async function makeLink({ result, words }, query) {
    const data = await result.data();
    const [address, tag, date] = data.raw_url.split("#");
    const text = data.content.split(" ");
    const from = text.indexOf("ǂe") + 1;
    const rest = text.findIndex((word) => word.startsWith("ǂr"));
    const to = rest < from ? text.length : rest;
    const places = choosePlaces(text, from, to, words, query);
    const match = places.length ? Math.min(...places) : from;
    let first = match;
    for (let room = 40; first > from && room > 0; first--) room -= wide.test(text[first - 1]) ? 2 : text[first - 1].length + 1;
    while (first < to && first < match && !/[\p{L}\p{N}]/u.test(text[first])) first++;
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
    const snippet = make("span", "found-text", first > from ? "… " : "", quote(text.slice(0, to), first, 200, new Set(places)));
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

    // A line below the results that leads on.
    const onward = make("p", "search-onward");
    function offer(text, address, go) {
      const link = make("a", "", text);
      link.href = address;
      if (go) {
        link.addEventListener("click", (event) => {
          event.preventDefault();
          go();
        });
      }
      onward.append(link, " ");
    }

    async function offerMore(query, apart, number) {
      const meant = links.length ? "" : await findMeant(query);
      if (number !== latest) return;
      onward.replaceChildren();
      const address = (start, text) => `${start}?${new URLSearchParams({ q: text })}`;
      if (meant) {
        offer(given.meant.replace("{query}", meant), address(given.address, meant), () => {
          input.value = meant;
          input.focus();
          update();
        });
      }
      if (apart.length) {
        offer(given.apart.replace("{number}", apart.length), address(given.address, query), async () => {
          onward.replaceChildren();
          await show([...Array(links.length), ...apart], Infinity, number);
        });
      }
      const [tag, href] = given.others.split(" ");
      if (href && links.length < limit) offer(given.elsewhere.replace("{language}", new Intl.DisplayNames([lang], { type: "language" }).of(tag.split("-")[0])), address(href, query));
    }

    let words = [];
    async function show(found, end, number) {
      const made = await Promise.all(found.slice(links.length, end).map((each) => makeLink(each, words)));
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
      let apart = [];
      let text = "";
      try {
        if (query) ({ shown: found, apart, words = [] } = await find(query));
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
      onward.replaceChildren();
      await show(found, limit, number);
      if (number !== latest) return;
      status.textContent = text;
      if (query && text !== given.failed) offerMore(query, apart, number).catch(console.warn);
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
    return { form, input, parts: [form, status, list, more, onward], update };
  }

  // The page for a missing address offers the pages whose addresses are nearest.
  async function offerNearest(list) {
    const languages = [given.address, ...given.others.trim().split(" ").filter((_, index) => index % 2)].filter(Boolean);
    const known = new Map((await Promise.all(languages.map(loadNames))).flatMap(({ pages }) => pages));
    const last = (path) => decodeURI(path).toLowerCase().replace(/(index)?\.[a-z]+$/, "").split("/").filter(Boolean).at(-1) ?? "";
    const asked = last(location.pathname);
    const most = Math.ceil(asked.length / 3);
    const near = [...known]
      .map(([address, title]) => {
        const name = last(address);
        const isPart = asked.length > 3 && name.length > 3 && (name.includes(asked) || asked.includes(name));
        return { address, title, away: isPart ? 0.5 : distance(asked, name, most) };
      })
      .filter(({ away }) => away <= most)
      .sort((a, b) => a.away - b.away)
      .slice(0, 5);
    for (const { address, title } of near) {
      const link = make("a", "", title);
      link.href = given.root + address;
      list.append(make("li", "", link));
    }
    if (near.length) list.before(make("h2", "", given.nearest));
  }
  const nearestPages = document.querySelector(".nearest");
  if (nearestPages) offerNearest(nearestPages).catch(console.warn);

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

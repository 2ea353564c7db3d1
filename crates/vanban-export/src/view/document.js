
// The page of a document. A find is a number: marks name theirs in data-f (the innermost first), entries of the record
// have one each. All words stand in the page already; nothing here makes markup out of text.
(() => {
  const text = byId("text"), record = byId("record"), card = byId("card"), where = byId("where"), filter = byId("filter");
  const narrow = matchMedia("(max-width: 60rem)");
  // "12 3w 7v": 12 itself, words that go with 3, words that gave part of the reading of 7.
  const parse = (mark) => mark.dataset.f.split(" ").map((token) => {
    const find = token.replace(/[wv]$/, "");
    return { find, role: token.slice(find.length) };
  });
  const finds = (mark) => parse(mark).map(({ find }) => find);

  const marks = new Map(); // find → its marks in the order of the text, by role
  for (const mark of text.querySelectorAll("mark")) {
    for (const { find, role } of parse(mark)) {
      if (!marks.has(find)) marks.set(find, { "": [], w: [], v: [] });
      marks.get(find)[role].push(mark);
    }
  }
  const none = { "": [], w: [], v: [] };
  const of = (find) => marks.get(find) ?? none;
  const entries = new Map();
  for (const entry of record.querySelectorAll(".entry[data-f]")) entries.set(entry.dataset.f, entry);
  const classOf = (find) => entries.get(find)?.closest("section").dataset.class ?? "out";
  const order = [...entries.keys()].sort((a, b) => a - b);
  // Where a find starts. Its id stands on its first mark, or in front of one that it shares with a find inside it.
  const start = (find) => {
    const anchor = byId("f" + find);
    return anchor?.matches("mark") ? anchor : anchor?.nextElementSibling?.closest("mark") ?? anchor?.parentElement.querySelector("mark");
  };

  // On paper each find has its number beside it.
  for (const [find, entry] of entries) entry.querySelector(".go").dataset.no = find;
  const numbers = new Map();
  for (const find of order) {
    if (classOf(find) === "out") continue;
    const { "": main, w: wide } = of(find);
    const last = classOf(find) === "task" ? wide.at(-1) : (main.at(-1) ?? wide.at(-1));
    if (last) numbers.set(last, [...(numbers.get(last) ?? []), find]);
  }
  for (const [mark, list] of numbers) {
    mark.dataset.no = list.join(",");
    mark.classList.add("no");
  }

  // Switches.
  const off = new Set();
  const switches = [...document.querySelectorAll(".switch")];
  function showClasses() {
    off.clear();
    for (const button of switches) {
      if (button.getAttribute("aria-pressed") === "false") off.add(button.dataset.class);
    }
    root.dataset.off = [...off].join(" ");
    count();
  }
  function flip(button) {
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "false" ? "true" : "false");
    showClasses();
  }
  for (const button of switches) button.addEventListener("click", () => flip(button));
  const shown = (find) => !off.has(classOf(find));

  // The chosen find.
  let chosen = null, wait = 0;
  function count() {
    const list = order.filter(shown);
    const at = list.indexOf(chosen);
    where.textContent = (at < 0 ? "–" : at + 1) + " / " + list.length;
  }
  function clear() {
    for (const element of document.querySelectorAll(".sel, .sel-w, .sel-v, .kin")) {
      element.classList.remove("sel", "sel-w", "sel-v", "kin");
    }
    for (const mark of text.querySelectorAll("mark[tabindex]")) mark.removeAttribute("tabindex");
    chosen = null;
    hideCard();
    count();
  }
  // What is out of sight has no height of its own yet, so a jump is set right for some frames while what it led to is
  // laid out. No gliding: a way of a hundred pages is nothing to watch, and what glides cannot be set right. Whoever
  // scrolls or chooses anew is not pulled back.
  const FRAMES = 10;
  let turn = 0;
  for (const act of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    addEventListener(act, () => { turn += 1; }, { capture: true, passive: true });
  }
  function reveal(element, pane) {
    if (!element || !pane.getClientRects().length) return;
    const isSeen = () => {
      const { top } = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
      return top >= frame.top + 40 && top <= frame.bottom - 40;
    };
    if (isSeen()) return;
    const mine = turn;
    const settle = (frames) => {
      if (turn !== mine) return;
      if (!isSeen()) element.scrollIntoView({ block: "center" });
      if (frames > 0) requestAnimationFrame(() => settle(frames - 1));
    };
    settle(FRAMES);
  }
  function choose(find, { focus = null, from = null } = {}) {
    if (!entries.has(find)) return;
    clear();
    turn += 1;
    chosen = find;
    clearTimeout(wait);
    const { "": main, w: wide, v: evidence } = of(find);
    for (const [list, name] of [[main, "sel"], [wide, main.length ? "sel-w" : "sel"], [evidence, "sel-v"]]) {
      for (const mark of list) mark.classList.add(name);
    }
    const entry = entries.get(find);
    entry.classList.add("sel");
    entry.classList.remove("out-of-search");
    for (const other of entry.closest(".doc")?.querySelectorAll(".entry[data-f]") ?? []) {
      if (other !== entry) for (const mark of of(other.dataset.f)[""]) mark.classList.add("kin");
    }
    const mark = start(find);
    if (narrow.matches) {
      if (from === "record") setPane("text");
      if (root.dataset.pane !== "record") showCard([find], null);
    }
    if (mark) mark.tabIndex = 0;
    reveal(mark, text);
    reveal(entry, record);
    if (focus === "mark") mark?.focus({ preventScroll: true });
    if (focus === "entry") entry.querySelector(".go").focus({ preventScroll: true });
    // So that the address can be handed on.
    try { history.replaceState(null, "", "#f" + find); } catch { /* not in this browser, for a file */ }
    count();
  }
  function step(by) {
    const list = order.filter(shown);
    if (!list.length) return;
    const at = chosen === null ? -1 : list.indexOf(chosen);
    let next = at + by;
    if (at < 0 && chosen !== null) {
      const behind = list.findIndex((find) => +find > +chosen);
      next = by > 0 ? behind : (behind < 0 ? list.length : behind) - 1;
    } else if (at < 0) {
      next = by > 0 ? 0 : list.length - 1;
    }
    choose(list.at(next % list.length), { focus: narrow.matches ? null : "mark" });
  }
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));

  // Click: the innermost find; again: the next one that holds it.
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark) {
      if (getSelection().isCollapsed) clear();
      return;
    }
    if (!getSelection().isCollapsed) return;
    const list = finds(mark).filter(shown);
    if (list.length) choose(list[(list.indexOf(chosen) + 1) % list.length]);
  });
  record.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#f']");
    if (link) {
      event.preventDefault();
      choose(link.getAttribute("href").slice(2), { from: "record", focus: event.detail === 0 ? "mark" : null });
      return;
    }
    const entry = event.target.closest(".entry[data-f]");
    if (entry && getSelection().isCollapsed) choose(entry.dataset.f, { from: "record" });
  });

  // The card: the reading and the rule, as the record has them.
  function cardPart(find) {
    const entry = entries.get(find);
    const section = entry.closest("section"), part = document.createElement("section");
    part.className = section.className;
    const head = document.createElement("h2");
    head.append(...[...section.querySelector("h2").childNodes].filter((n) => n.nodeName !== "SMALL").map((n) => n.cloneNode(true)));
    part.append(head);
    const doc = entry.closest(".doc"), box = document.createElement("div");
    if (doc) {
      box.className = "doc";
      box.append(doc.querySelector("header").cloneNode(true));
    }
    box.append(entry.cloneNode(true));
    part.append(box);
    // A copy is to be read, not to be gone through by key.
    for (const link of part.querySelectorAll("a")) link.removeAttribute("href");
    for (const copy of part.querySelectorAll(".sel")) copy.classList.remove("sel");
    return part;
  }
  function tool(vietnamese, english, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = inVietnamese() ? vietnamese : english;
    button.addEventListener("click", act);
    return button;
  }
  function showCard(list, mark) {
    card.replaceChildren(...list.slice(0, 4).map(cardPart));
    const tools = document.createElement("div");
    tools.className = "card-tools";
    tools.append(
      tool("‹ Trước", "‹ Previous", () => step(-1)), tool("Sau ›", "Next ›", () => step(1)),
      tool("Trong bản ghi", "In the record", () => { const find = chosen; setPane("record"); choose(find, { focus: "entry" }); }),
      tool("Đóng", "Close", clear));
    card.append(tools);
    card.hidden = false;
    if (!mark || narrow.matches) return;
    // Under the words, or above them where there is no room.
    const boxes = [...mark.getClientRects()], box = boxes.find((b) => b.top <= pointer.y && pointer.y <= b.bottom) ?? boxes[0];
    const { width, height } = card.getBoundingClientRect();
    const below = box.bottom + 6 + height < innerHeight || box.top < height;
    card.style.left = Math.max(8, Math.min(pointer.x - 40, innerWidth - width - 8)) + "px";
    card.style.top = Math.max(8, below ? box.bottom + 6 : box.top - height - 6) + "px";
  }
  function hideCard() {
    card.hidden = true;
    card.replaceChildren();
  }
  const pointer = { x: 0, y: 0 };
  let hovered = null;
  function light(element) {
    if (element === hovered) return;
    hovered = element;
    clearTimeout(wait);
    for (const lit of document.querySelectorAll(".hov")) lit.classList.remove("hov");
    if (!narrow.matches) hideCard();
    if (!element) return;
    if (element.matches("mark")) {
      const list = finds(element).filter(shown).filter((find) => entries.has(find));
      if (list.length) {
        entries.get(list[0]).classList.add("hov");
        lightMarks(list[0]);
      }
      // The record shows the chosen one already.
      if (list.length && list[0] !== chosen && !narrow.matches) wait = setTimeout(() => showCard(list, element), 160);
    } else {
      lightMarks(element.dataset.f);
    }
  }
  function lightMarks(find) {
    const { "": main, w: wide } = of(find);
    for (const mark of [...main, ...wide]) mark.classList.add("hov");
  }
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    [pointer.x, pointer.y] = [event.clientX, event.clientY];
  });
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    light(event.target.closest?.("#text mark, #record .entry[data-f]") ?? null);
  });
  document.addEventListener("pointerleave", () => light(null));
  text.addEventListener("scroll", () => { if (!narrow.matches) hideCard(); }, { passive: true });

  // One pane at a time on a narrow screen.
  const panes = [...document.querySelectorAll("[data-pane]")].filter((b) => b.matches("button"));
  function setPane(pane) {
    root.dataset.pane = pane;
    for (const button of panes) button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
    if (pane === "record") hideCard();
  }
  for (const button of panes) button.addEventListener("click", () => setPane(button.dataset.pane));

  // Search in the record: letters without marks find those with them.
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  let searchable = null;
  filter.addEventListener("input", () => {
    searchable ??= [...record.querySelectorAll(".doc, .list > .entry, .fields > .entry")].map((e) => [e, plain(e.textContent)]);
    const wanted = plain(filter.value).trim();
    for (const [element, words] of searchable) element.classList.toggle("out-of-search", !words.includes(wanted));
  });
  const placeholder = () => { filter.placeholder = inVietnamese() ? "Lọc bản ghi…" : "Search the record…"; };
  root.addEventListener("language", placeholder);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === filter) {
      filter.value = "";
      filter.dispatchEvent(new Event("input"));
      filter.blur();
      return;
    }
    if (!isOurs(event)) return;
    const keys = {
      n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), t: toggleTheme,
      "?": () => byId("keys").showModal(),
      "/": () => { setPane("record"); filter.focus(); },
      Escape: () => { clear(); document.activeElement?.blur(); },
    };
    if (event.key === "Enter" && event.target.matches("mark")) {
      setPane("record");
      choose(chosen, { focus: "entry" });
    } else if (/^[1-7]$/.test(event.key)) {
      const button = switches[event.key - 1];
      if (button) flip(button);
    } else if (keys[event.key]) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  const fromAddress = () => {
    const find = /^#f(\d+)$/.exec(location.hash)?.[1];
    if (find && find !== chosen) choose(find);
  };
  addEventListener("hashchange", fromAddress);
  showClasses();
  placeholder();
  fromAddress();
})();

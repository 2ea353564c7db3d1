
// The picture of a graph. d3-force moves the nodes; drawing, pointing and the lists are here. Words from documents only
// ever become text: on the canvas, or as text content of elements.
(() => {
  const source = byId("data"), data = JSON.parse(source.textContent), leftOut = +source.dataset.leftOut;
  const canvas = byId("canvas"), stage = byId("stage"), brush = canvas.getContext("2d");
  const say = (vietnamese, english) => (inVietnamese() ? vietnamese : english);

  const RELATIONS = {
    based_on: ["căn cứ", "based on", "rests"], implements: ["thực hiện", "implements", "rests"],
    guides: ["hướng dẫn", "guides", "rests"], issued_with: ["ban hành kèm theo", "issued with", "rests"],
    amends: ["sửa đổi, bổ sung", "amends", "changes"], replaces: ["thay thế", "replaces", "changes"],
    repeals: ["bãi bỏ", "repeals", "changes"], consolidates: ["hợp nhất", "consolidates", "changes"],
    corrects: ["đính chính", "corrects", "changes"], suspends: ["đình chỉ", "suspends", "changes"],
    replies_to: ["trả lời", "replies to", "other"], about: ["đưa tin về", "is about", "other"],
    cites: ["nhắc đến", "cites", "other"],
  };
  const STATES = { record: ["có bản ghi", "with a record"], cited: ["chỉ được nhắc đến", "only cited"], open: ["chưa xác định", "not settled"] };
  const REASONS = {
    no_date: ["số không có ngày", "a number without a date"], no_place: ["không rõ địa phương", "the place is not said"],
    no_year: ["tên không có năm", "a name without a year"], no_identity: ["không đủ để nhận biết", "too little to tell"],
    several: ["có thể là nhiều văn bản", "may be several documents"],
  };
  const relation = (name) => { const [vi, en] = RELATIONS[name] ?? [name, name]; return say(vi, en); };
  const group = (name) => RELATIONS[name]?.[2] ?? "other";

  // Nodes, and one line for all that one document says of another.
  const nodes = data.nodes.map((node) => ({ ...node, out: [], in: [], near: new Set(), degree: 0 }));
  const byName = new Map(nodes.map((node) => [node.id, node]));
  const lines = new Map();
  for (const edge of data.edges) {
    const from = byName.get(edge.source), to = byName.get(edge.target);
    if (!from || !to) continue;
    const item = { ...edge, from, to };
    from.out.push(item);
    to.in.push(item);
    const key = edge.source + "\u0000" + edge.target;
    if (!lines.has(key)) lines.set(key, { source: from, target: to, edges: [] });
    lines.get(key).edges.push(item);
    from.near.add(to);
    to.near.add(from);
  }
  const links = [...lines.values()];
  for (const node of nodes) {
    // A number of a law or decree holds its year.
    node.year ??= +(/\/((?:19|20)\d\d)\//.exec(node.number ?? "")?.[1] ?? 0) || undefined;
    node.degree = node.in.length + node.out.length;
    node.r = 3.5 + 1.7 * Math.sqrt(node.in.length);
    // What has neither number nor name is known by what it is about, else by its file.
    if (node.label === node.id) node.label = node.title ?? node.paths ?? node.id;
    node.short = node.label.length > 40 ? node.label.slice(0, 39) + "…" : node.label;
  }
  const centre = byName.get(source.dataset.centre);
  const ranked = [...nodes].sort((a, b) => (b === centre) - (a === centre) || b.degree - a.degree || (a.label < b.label ? -1 : 1));

  // What is shown.
  const off = new Set(); // relations and states that are switched off
  let chosen = null, hovered = null, focus = null;
  let shownLinks = links, shownNodes = nodes;
  const shownEdges = (edges) => edges.filter((edge) => !off.has(edge.relation));
  function settle() {
    for (const node of nodes) node.shown = !off.has(node.state) && (!focus || node === focus || focus.near.has(node));
    for (const link of links) link.shown = shownEdges(link.edges);
    shownLinks = links.filter((link) => link.source.shown && link.target.shown && link.shown.length);
    const linked = new Set(shownLinks.flatMap((l) => [l.source, l.target]));
    // A node whose lines are all switched off goes with them.
    for (const node of nodes) {
      if (node.degree && !linked.has(node) && node !== chosen && node !== focus && node !== centre) node.shown = false;
    }
    shownNodes = nodes.filter((node) => node.shown);
    byId("counts").textContent =
      say(`${shownNodes.length} văn bản, ${shownLinks.length} quan hệ`, `${shownNodes.length} documents, ${shownLinks.length} links`) +
      (leftOut ? say(`; bỏ bớt ${leftOut} văn bản ít liên hệ`, `; ${leftOut} with few links left out`) : "");
    draw();
  }

  // Forces. The picture is the same each time: nothing in it is left to chance.
  let byYear = false;
  const years = nodes.map((node) => node.year).filter(Boolean);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const spread = Math.max(60, 34 * Math.sqrt(nodes.length));
  const yearX = (year) => ((year - (first + last) / 2) / Math.max(1, last - first)) * spread * 3;
  const loose = Math.max(1, Math.min(5, 300 / nodes.length)); // few nodes have room for their names
  const simulation = d3.forceSimulation(nodes).stop()
    .force("link", d3.forceLink(links).distance((l) => 20 + 14 * loose + l.source.r + l.target.r).strength((l) => 1 / Math.min(l.source.near.size, l.target.near.size, 8)))
    .force("charge", d3.forceManyBody().strength((n) => (-60 - 6 * n.r) * loose).distanceMax(900))
    .force("collide", d3.forceCollide((n) => n.r + 3));
  if (nodes.length > 1000) simulation.alphaDecay(0.035);
  function forces() {
    const all = d3.forceX((n) => (n.year ? yearX(n.year) : yearX(first) - 120)).strength(0.9);
    simulation.force("x", byYear ? all : d3.forceX(0).strength(0.06)).force("y", d3.forceY(0).strength(byYear ? 0.04 : 0.06));
    simulation.force("link").strength(byYear ? 0.02 : (l) => 1 / Math.min(l.source.near.size, l.target.near.size, 8));
    if (centre) [centre.fx, centre.fy] = byYear ? [null, null] : [0, 0];
    simulation.alpha(1);
  }
  let following = true; // the whole stays in sight until somebody moves the picture
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  function run() {
    const until = performance.now() + (still() ? 1500 : links.length > 1000 ? 40 : 12);
    while (simulation.alpha() > 0.01 && performance.now() < until) simulation.tick();
    if (following) fit(false);
    draw();
    const settled = simulation.alpha() <= 0.01;
    root.dataset.settled = String(settled);
    if (!settled) requestAnimationFrame(run);
  }
  function restart(alpha) {
    const sleeping = simulation.alpha() <= 0.01;
    simulation.alpha(Math.max(simulation.alpha(), alpha));
    if (sleeping) requestAnimationFrame(run);
  }

  // Where one looks: a point of the picture is at scale * point + (x, y) on the screen.
  const view = { x: 0, y: 0, scale: 1 };
  let width = 1, height = 1;
  function fit(redraw = true) {
    const some = shownNodes.length ? shownNodes : nodes;
    if (!some.length) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const n of some) {
      left = Math.min(left, n.x); right = Math.max(right, n.x);
      top = Math.min(top, n.y); bottom = Math.max(bottom, n.y);
    }
    const room = 50, names = width > 700 ? 90 : 0, free = height - byId("legend").offsetHeight;
    view.scale = Math.min(2.2, (width - 2 * room - names) / Math.max(1, right - left), (free - 2 * room) / Math.max(1, bottom - top));
    view.scale = Math.max(view.scale, 0.02);
    view.x = (width - names) / 2 - (view.scale * (left + right)) / 2;
    view.y = free / 2 - (view.scale * (top + bottom)) / 2;
    if (redraw) draw();
  }
  function zoom(by, x = width / 2, y = height / 2) {
    following = false;
    const scale = Math.max(0.02, Math.min(8, view.scale * by));
    view.x = x - ((x - view.x) * scale) / view.scale;
    view.y = y - ((y - view.y) * scale) / view.scale;
    view.scale = scale;
    draw();
  }
  function goTo(node) {
    const x = view.scale * node.x + view.x, y = view.scale * node.y + view.y;
    if (x > 60 && x < width - 60 && y > 60 && y < height - 60) return;
    following = false;
    view.x = width / 2 - view.scale * node.x;
    view.y = height / 2 - view.scale * node.y;
  }

  // Drawing.
  let colours = {};
  function readColours() {
    const style = getComputedStyle(root);
    for (const name of ["ink", "soft", "paper", "line", "focus", "rests", "changes", "other", "node", "node-in", "open"]) {
      colours[name] = style.getPropertyValue("--" + name).trim();
    }
    colours.font = getComputedStyle(document.body).fontFamily;
  }
  let asked = false;
  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; paint(); });
  }
  function paint() {
    const ratio = devicePixelRatio || 1, { scale } = view, lit = hovered ?? (chosen === centre && !focus ? null : chosen);
    const isLit = (node) => !lit || node === lit || lit.near.has(node);
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    brush.fillStyle = colours.paper;
    brush.fillRect(0, 0, width, height);
    if (byYear) paintYears();
    const size = Math.max(0.45, Math.min(1.6, Math.sqrt(scale)));
    const at = (n) => [scale * n.x + view.x, scale * n.y + view.y];
    // Lines of one hue are one path: thousands of single ones would take the time of a whole frame each.
    const layers = new Map();
    for (const link of shownLinks) {
      const touched = Boolean(lit) && (link.source === lit || link.target === lit);
      const hue = group(link.shown[0].relation), name = (touched ? "!" : "") + hue;
      if (!layers.has(name)) layers.set(name, { hue, touched, lines: new Path2D(), heads: new Path2D() });
      const { lines, heads } = layers.get(name);
      const [x1, y1] = at(link.source), [x2, y2] = at(link.target);
      const length = Math.hypot(x2 - x1, y2 - y1);
      if (length < 1 || Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
      const r = link.target.r * size + 2, ux = (x2 - x1) / length, uy = (y2 - y1) / length;
      const ex = x2 - ux * r, ey = y2 - uy * r;
      lines.moveTo(x1, y1);
      lines.lineTo(ex, ey);
      if (length > 24 && (touched || scale > 0.35)) {
        const head = touched ? 8 : 6;
        heads.moveTo(ex, ey);
        heads.lineTo(ex - ux * head - uy * head * 0.45, ey - uy * head + ux * head * 0.45);
        heads.lineTo(ex - ux * head + uy * head * 0.45, ey - uy * head - ux * head * 0.45);
      }
    }
    for (const { hue, touched, lines, heads } of [...layers.values()].sort((a, b) => a.touched - b.touched)) {
      brush.globalAlpha = touched ? 0.95 : lit ? 0.07 : hue === "other" ? 0.35 : 0.5;
      brush.strokeStyle = brush.fillStyle = colours[hue];
      brush.lineWidth = touched ? 1.8 : 1;
      brush.stroke(lines);
      brush.fill(heads);
    }
    for (const node of shownNodes) {
      const [x, y] = at(node), r = node.r * size;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      brush.globalAlpha = isLit(node) ? 1 : 0.18;
      brush.beginPath();
      brush.arc(x, y, r, 0, 2 * Math.PI);
      brush.fillStyle = node.state === "record" ? colours["node-in"] : colours.paper;
      brush.fill();
      brush.lineWidth = 1.8;
      brush.strokeStyle = node.state === "open" ? colours.open : colours["node-in"];
      brush.setLineDash(node.state === "open" ? [3, 2] : []);
      brush.stroke();
      brush.setLineDash([]);
      if (node === centre || node === chosen) {
        brush.beginPath();
        brush.arc(x, y, r + 4, 0, 2 * Math.PI);
        brush.strokeStyle = node === chosen ? colours.focus : colours.node;
        brush.stroke();
      }
    }
    paintLabels(at, size, lit, isLit);
    brush.globalAlpha = 1;
  }
  // Names where there is room, the most connected first.
  function paintLabels(at, size, lit, isLit) {
    const CELL = 8, HUBS = 40, taken = new Set(), underNodes = new Map(); // cell → the node there, null for several
    let nth = 0;
    const first = lit ? [lit, ...[...lit.near].sort((a, b) => b.degree - a.degree)] : [];
    for (const node of shownNodes) {
      const [x, y] = at(node), r = node.r * size;
      if (lit && !isLit(node)) continue;
      for (let cx = Math.floor((x - r) / CELL); cx <= Math.floor((x + r) / CELL); cx++) {
        for (let cy = Math.floor((y - r) / CELL); cy <= Math.floor((y + r) / CELL); cy++) {
          const cell = cx * 100000 + cy;
          underNodes.set(cell, underNodes.has(cell) ? null : node);
        }
      }
    }
    let room = Math.min(120, Math.round((width * height) / 9000));
    brush.font = `12px ${colours.font}`;
    brush.textBaseline = "middle";
    brush.lineJoin = "round";
    for (const node of new Set([...first, ...ranked])) {
      if (!node.shown || (lit && !isLit(node))) continue;
      const [x, y] = at(node);
      if (x < -50 || y < 0 || x > width || y > height) continue;
      node.width ??= brush.measureText(node.short).width;
      // To the right, to the left, below, above, at the corners: where nothing stands yet.
      const r = node.r * size, right = x + r + 4, left = x - r - 4 - node.width, middle = x - node.width / 2;
      const spots = [[right, y], [left, y], [middle, y + r + 10], [middle, y - r - 10],
        [right, y + r + 4], [right, y - r - 4], [left, y + r + 4], [left, y - r - 4]];
      const cells = ([from, middle]) => {
        const list = [];
        for (let cx = Math.floor(from / CELL); cx <= Math.floor((from + node.width) / CELL); cx++) {
          for (let cy = Math.floor((middle - 8) / CELL); cy <= Math.floor((middle + 7) / CELL); cy++) list.push(cx * 100000 + cy);
        }
        return list;
      };
      const inside = ([from]) => from >= 0 && from + node.width <= width;
      const free = spots.filter((spot) => inside(spot) && !cells(spot).some((cell) => taken.has(cell)));
      // The most connected stand in the middle of theirs: they may cover other nodes, as little as can be.
      const covered = (spot) => cells(spot).filter((cell) => underNodes.has(cell) && underNodes.get(cell) !== node).length;
      let spot = free.find((spot) => !covered(spot));
      if (!spot && nth++ < HUBS) spot = free.sort((a, b) => covered(a) - covered(b))[0];
      if (!spot && node === lit) spot = spots[0];
      if (!spot) continue;
      for (const cell of cells(spot)) taken.add(cell);
      brush.globalAlpha = 1;
      brush.strokeStyle = colours.paper;
      brush.lineWidth = 4;
      brush.strokeText(node.short, ...spot);
      brush.fillStyle = node === lit || node === centre || node === chosen || node.state === "record" ? colours.ink : colours.soft;
      brush.fillText(node.short, ...spot);
      if (--room <= 0) break;
    }
  }
  function paintYears() {
    brush.globalAlpha = 1;
    brush.font = `12px ${colours.font}`;
    brush.textBaseline = "top";
    const stepPixels = (view.scale * (yearX(last) - yearX(first))) / Math.max(1, last - first);
    const every = [1, 2, 5, 10, 20, 50].find((n) => n * stepPixels > 46) ?? 100;
    for (let year = Math.ceil(first / every) * every; year <= last; year += every) {
      const x = view.scale * yearX(year) + view.x;
      brush.fillStyle = colours.line;
      brush.fillRect(x, 0, 1, height);
      brush.fillStyle = colours.soft;
      brush.fillText(String(year), x + 4, 8);
    }
    if (years.length < nodes.length) brush.fillText(say("không rõ", "no year"), view.scale * (yearX(first) - 120) + view.x - 20, 8);
  }

  // Pointing: drag the ground or a node, roll or pinch to zoom, click to choose, twice to look around it.
  const hit = (x, y, slack = 5) => {
    const size = Math.max(0.45, Math.min(1.6, Math.sqrt(view.scale)));
    let best = null, least = Infinity;
    for (const node of shownNodes) {
      const d = Math.hypot(view.scale * node.x + view.x - x, view.scale * node.y + view.y - y) - node.r * size;
      if (d < slack && d < least) [best, least] = [node, d];
    }
    return best;
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const fingers = new Map();
  let held = null, moved = 0;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    const [x, y] = place(event);
    fingers.set(event.pointerId, [x, y]);
    moved = 0;
    held = fingers.size === 1 ? hit(x, y, event.pointerType === "touch" ? 14 : 5) : null;
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = place(event), before = fingers.get(event.pointerId);
    if (!before) {
      const node = hit(x, y);
      if (node !== hovered) {
        hovered = node;
        canvas.classList.toggle("over", Boolean(node));
        canvas.title = node ? node.label + (node.title ? "\n" + node.title : "") : "";
        draw();
      }
      return;
    }
    const [dx, dy] = [x - before[0], y - before[1]];
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
      const was = Math.hypot(before[0] - other[0], before[1] - other[1]), is = Math.hypot(x - other[0], y - other[1]);
      if (was > 0) zoom(is / was, (x + other[0]) / 2, (y + other[1]) / 2);
    } else if (moved > 4) {
      following = false;
      canvas.classList.add("moving");
      if (held) {
        held.fx = (x - view.x) / view.scale;
        held.fy = (y - view.y) / view.scale;
        [held.x, held.y] = [held.fx, held.fy];
        restart(0.12);
      } else {
        view.x += dx;
        view.y += dy;
      }
      draw();
    }
    fingers.set(event.pointerId, [x, y]);
  });
  function release(event) {
    fingers.delete(event.pointerId);
    canvas.classList.remove("moving");
    if (event.type === "pointerup" && moved <= 4 && !fingers.size) choose(held);
    if (held && held !== centre) [held.fx, held.fy] = [null, null];
    held = null;
  }
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => { if (hovered) { hovered = null; draw(); } });
  canvas.addEventListener("dblclick", (event) => {
    const node = hit(...place(event));
    if (node) lookAround(node);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const [x, y] = place(event);
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), x, y);
  }, { passive: false });

  // Choosing, and the lists beside the picture.
  function element(name, className, words) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (words !== undefined) made.textContent = words;
    return made;
  }
  function row(node, more, hue) {
    const made = element("button", "row");
    made.type = "button";
    made.append(element("span", "label", node.label), element("span", "more " + (hue ?? ""), more));
    made.addEventListener("click", () => choose(node));
    made.addEventListener("pointerenter", () => { hovered = node; draw(); });
    made.addEventListener("pointerleave", () => { hovered = null; draw(); });
    return made;
  }
  // The article, clause or point that is meant.
  function inside(edge) {
    const parts = [[edge.point, "điểm"], [edge.clause, "khoản"], [edge.article, "Điều"], [edge.part, ""]];
    return parts.filter(([value]) => value).map(([value, name]) => `${name} ${value}`.trim()).join(" ");
  }
  function choose(node, move = true) {
    chosen = node;
    const details = byId("details");
    details.replaceChildren();
    if (node) {
      details.append(element("h2", "", node.label));
      if (node.title) details.append(element("p", "title", node.title));
      const facts = element("dl");
      const fact = (name, value) => value && facts.append(element("dt", "", name), element("dd", "", value));
      fact(say("Tình trạng", "State"), say(...STATES[node.state]) + (node.reason ? " – " + say(...(REASONS[node.reason] ?? [node.reason, node.reason])) : ""));
      fact(say("Ngày", "Date"), node.date && say(node.date.split("-").reverse().join("/"), node.date));
      fact(say("Cơ quan", "Issuer"), node.issuer);
      fact(say("Định danh", "Key"), node.key);
      fact("URN", node.urn);
      fact(say("Tệp", "Files"), node.paths);
      details.append(facts);
      const acts = element("div", "acts");
      const around = element("button", "", focus === node ? say("Xem lại tất cả", "Show all again") : say("Chỉ xem lân cận", "Only around it"));
      around.type = "button";
      around.addEventListener("click", () => lookAround(focus === node ? null : node));
      acts.append(around);
      details.append(acts);
      const candidates = (node.candidates ?? "").split("; ").map((id) => byName.get(id)).filter(Boolean);
      const lists = [
        [say("Có thể là", "May be"), candidates.map((other) => row(other, ""))],
        [say("Viện dẫn", "Cites"), node.out.map((e) => row(e.to, relation(e.relation) + " " + inside(e) + (e.mentions > 1 ? " ×" + e.mentions : ""), group(e.relation)))],
        [say("Được viện dẫn bởi", "Cited by"), node.in.map((e) => row(e.from, relation(e.relation) + " " + inside(e) + (e.mentions > 1 ? " ×" + e.mentions : ""), group(e.relation)))],
      ];
      for (const [name, rows] of lists) {
        if (rows.length) details.append(element("h3", "", `${name} (${rows.length})`), ...rows);
      }
      byId("side").scrollTop = 0;
      if (move) goTo(node);
    }
    for (const made of byId("list").querySelectorAll(".row")) made.classList.toggle("sel", made.node === node);
    settle();
  }
  function lookAround(node) {
    focus = node;
    settle();
    choose(node ?? chosen);
    following = false;
    fit();
  }
  const MOST_ROWS = 300;
  const plain = (words) => words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  let listed = [];
  function list() {
    const wanted = plain(byId("search").value).trim();
    listed = ranked.filter((n) => !wanted || (n.plain ??= plain([n.label, n.title, n.id, n.issuer].join(" "))).includes(wanted));
    const rows = listed.slice(0, MOST_ROWS).map((node) => {
      const made = row(node, `← ${node.in.length} · ${node.out.length} →`);
      made.node = node;
      made.classList.toggle("sel", node === chosen);
      return made;
    });
    const note = listed.length > MOST_ROWS ? say(`… và ${listed.length - MOST_ROWS} văn bản nữa`, `… and ${listed.length - MOST_ROWS} more`) : "";
    byId("list").replaceChildren(element("h3", "", say("Văn bản", "Documents") + ` (${listed.length})`), ...rows, element("p", "note", note));
  }
  byId("search").addEventListener("input", list);
  function step(by) {
    const some = listed.filter((node) => node.shown);
    if (some.length) choose(some.at(((chosen ? some.indexOf(chosen) : by > 0 ? -1 : 0) + by) % some.length));
  }

  function legend() {
    const count = (test) => data.edges.filter(test).length;
    const made = (name, className, words, number) => {
      const button = element("button", className, `${words} ${number}`);
      button.type = "button";
      button.dataset.switch = name;
      button.setAttribute("aria-pressed", String(!off.has(name)));
      button.addEventListener("click", () => {
        if (!off.delete(name)) off.add(name);
        button.setAttribute("aria-pressed", String(!off.has(name)));
        settle();
      });
      return button;
    };
    const states = Object.keys(STATES).map((s) => [s, nodes.filter((n) => n.state === s).length]).filter(([, n]) => n);
    const kinds = Object.keys(RELATIONS).map((r) => [r, count((e) => e.relation === r)]).filter(([, n]) => n);
    byId("legend").replaceChildren(
      ...states.map(([s, n]) => made(s, s, say(...STATES[s]), n)), ...kinds.map(([r, n]) => made(r, group(r), relation(r), n)));
  }
  function speak() {
    byId("search").placeholder = say("Tìm văn bản…", "Find a document…");
    byId("search").setAttribute("aria-label", say("Tìm văn bản", "Find a document"));
    canvas.setAttribute("aria-label", say("Mạng lưới viện dẫn", "Citation graph"));
    legend();
    list();
    choose(chosen, false);
  }
  function setYears(on) {
    byYear = on && years.length > 0;
    byId("years").setAttribute("aria-pressed", String(byYear));
    const sleeping = simulation.alpha() <= 0.01;
    following = true;
    forces();
    if (sleeping) requestAnimationFrame(run);
  }
  byId("years").addEventListener("click", () => setYears(!byYear));
  byId("closer").addEventListener("click", () => zoom(1.3));
  byId("farther").addEventListener("click", () => zoom(1 / 1.3));
  byId("fit").addEventListener("click", () => { following = true; fit(); });
  root.addEventListener("language", speak);
  const recolour = () => { readColours(); draw(); };
  root.addEventListener("theme", recolour);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  // Paper is white.
  let before = null;
  addEventListener("beforeprint", () => { before = root.dataset.theme ?? ""; root.dataset.theme = "light"; readColours(); paint(); });
  addEventListener("afterprint", () => {
    if (before) root.dataset.theme = before; else delete root.dataset.theme;
    recolour();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target === byId("search")) {
      byId("search").value = "";
      list();
      byId("search").blur();
      return;
    }
    if (event.key === "Enter" && event.target === byId("search") && listed.length) {
      choose(listed[0]);
      return;
    }
    if (!isOurs(event)) return;
    const pan = (x, y) => {
      following = false;
      view.x += x;
      view.y += y;
      draw();
    };
    const keys = {
      n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), t: toggleTheme, y: () => setYears(!byYear),
      f: () => chosen && lookAround(focus === chosen ? null : chosen), "?": () => byId("keys").showModal(),
      "/": () => byId("search").focus(), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3),
      0: () => { following = true; fit(); },
      Escape: () => (focus ? lookAround(null) : choose(null)),
    };
    const arrows = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (arrows[event.key] && event.target === canvas) pan(...arrows[event.key]);
    else if (keys[event.key]) keys[event.key]();
    else return;
    event.preventDefault();
  });

  function measure() {
    width = stage.clientWidth;
    height = stage.clientHeight;
    const ratio = devicePixelRatio || 1;
    [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  }
  new ResizeObserver(() => {
    measure();
    if (following) fit(false);
    paint();
  }).observe(stage);

  measure();
  readColours();
  forces();
  settle();
  chosen = centre ?? null;
  speak();
  requestAnimationFrame(run);
})();

// Opens the pages of `vanban view` in Chromium: clicks both ways, keys, narrow screens, light and dark, paper, hostile
// texts, and the time of a document of a hundred pages. Any message on the console is a failure.
//
//   npm install && node run.mjs [--shots DIR]      VANBAN: the command (target/release/vanban), CHROMIUM: the browser
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(browserPath)) {
  console.log(`left out: no Chromium at ${browserPath}`);
  process.exit(0);
}
const { chromium } = await import("playwright-core");
const vanban = process.env.VANBAN ?? join(root, "target/release/vanban");
const shots = process.argv[2] === "--shots" ? resolve(process.argv[3]) : null;
if (shots) mkdirSync(shots, { recursive: true });
const desk = mkdtempSync(join(tmpdir(), "vanban-view-"));

// The pages.
const documents = join(root, "fixtures/documents");
const view = (name, ...args) => {
  const page = join(desk, name);
  execFileSync(vanban, ["view", ...args, "-q", "-o", page]);
  return pathToFileURL(page).href;
};
const plan = readFileSync(join(documents, "dispatch-province.txt"), "utf8");
const HOSTILE = [
  "<script>document.title='run'</script>", "</script><script>document.title='run'</script>",
  "</div></mark></main><img src=x onerror=\"document.title='run'\">", "\"><svg onload=\"document.title='run'\"> '",
  "<!-- --><style>*{display:none}</style><base href=//x><meta http-equiv=refresh content=\"0;url=//x\">",
  "<iframe srcdoc=\"<script>parent.document.title='run'</script>\"></iframe>", "\u202etxt.exe\u0007\u2028`${document.title='run'}`",
];
const hostileText = plan + HOSTILE.map((words, nth) =>
  `\n${nth + 6}. Giao Sở Tài chính ${words} báo cáo trước ngày 30/6/2025 ${words}; căn cứ Nghị định số 3${nth}/2021/NĐ-CP về ${words};\n`).join("") +
  "dài".repeat(60_000) + "\n";
const longText = (() => {
  let text = "";
  for (let chapter = 1; text.length < 280_000; chapter++) {
    text += `\nChương ${chapter}\n\n` + plan.replaceAll(/số (\d+)/g, (_, n) => `số ${+n + chapter}`);
  }
  return text;
})();
writeFileSync(join(desk, "hostile <b>&'.txt"), hostileText);
writeFileSync(join(desk, "long.txt"), longText);
const texts = readdirSync(documents).filter((name) => name.endsWith(".txt")).sort();
for (const name of texts) writeFileSync(join(desk, name), readFileSync(join(documents, name)));
execFileSync(vanban, ["extract", ...texts.map((name) => join(desk, name)), join(desk, "hostile <b>&'.txt"), "-q", "--to", "jsonl", "-o", join(desk, "records.jsonl")]);
// A hundred documents that cite one another, and twenty things each.
const many = Array.from({ length: 600 }, (_, n) => JSON.stringify({
  id: `d${n}`,
  text: `UBND TỈNH PHÚ THỌ\nSố: ${n + 1}/QĐ-UBND\n\nPhú Thọ, ngày 03 tháng 02 năm ${2000 + (n % 25)}\n\nQUYẾT ĐỊNH\nVề việc kiểm kê\n\n` +
    Array.from({ length: 6 }, (_, k) => `Căn cứ Nghị định số ${(n * 7 + k * k * 31) % 1400 + 1}/${2000 + ((n + k) % 25)}/NĐ-CP của Chính phủ;\n`).join(""),
}));
writeFileSync(join(desk, "many.jsonl"), many.join("\n") + "\n");
execFileSync(vanban, ["extract", join(desk, "many.jsonl"), "-q", "-o", join(desk, "many-records.jsonl")]);

const pages = {
  document: view("document.html", join(documents, "dispatch-province.txt")),
  hostile: view("hostile.html", join(desk, "hostile <b>&'.txt")),
  long: view("long.html", join(desk, "long.txt")),
  graph: view("graph.html", join(desk, "records.jsonl")),
  around: view("around.html", join(desk, "records.jsonl"), "--around", "3187/UBND-KTN", "--depth", "2"),
  many: view("many.html", join(desk, "many-records.jsonl"), "--most", "2000"),
};

const browser = await chromium.launch({
  executablePath: browserPath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

let failed = 0;
async function test(name, where, options, body) {
  if (typeof options === "function") [options, body] = [{}, options];
  // The browser tells of what the policy forbids: where that is tried, its words are as they should be.
  const { noisy, ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...rest });
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith("file:")) said.push(`request: ${request.url()}`); });
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  try {
    await page.goto(where);
    await body(page);
    if (!noisy) assert.deepEqual(said, []);
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}\n${said.join("\n")}`);
  }
  await context.close();
}
const shot = async (page, name) => {
  if (!shots) return;
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(shots, name + ".png") });
};
const settled = (page) => page.waitForFunction(() => document.documentElement.dataset.settled === "true", null, { timeout: 60_000 });

await test("a click on the words finds the record", pages.document, async (page) => {
  const mark = page.locator("#text mark.ref", { hasText: "Kế hoạch số 412-KH/TU" }).first();
  await mark.click();
  const entry = page.locator("#record .entry.sel");
  await entry.waitFor();
  assert.match(await entry.innerText(), /thực hiện[\s\S]*type-and-number/);
  assert.ok(await entry.isVisible());
  assert.match(await mark.getAttribute("class"), /\bsel\b/);
  await shot(page, "document-light");
});

await test("a click on the record finds the words", pages.document, async (page) => {
  await page.locator("#record section.dl .entry", { hasText: "05 ngày làm việc" }).locator(".go").click();
  const mark = page.locator("#text mark.sel").first();
  await page.waitForFunction(() => {
    const box = document.querySelector("#text mark.sel").getBoundingClientRect();
    return box.top > 0 && box.bottom < innerHeight;
  });
  assert.match(await mark.innerText(), /Trong thời hạn 05 ngày/);
});

await test("every mark has an entry and every entry its marks", pages.document, async (page) => {
  const odd = await page.evaluate(() => {
    const entries = new Set([...document.querySelectorAll("#record .entry[data-f]")].map((e) => e.dataset.f));
    const marks = new Set([...document.querySelectorAll("#text mark")].flatMap((m) => m.dataset.f.split(" ").map((f) => f.replace(/[wv]$/, ""))));
    return [[...marks].filter((f) => !entries.has(f)), [...entries].filter((f) => !marks.has(f) || !document.getElementById("f" + f))];
  });
  assert.deepEqual(odd, [[], []]);
});

await test("clicks go through finds that overlap", pages.document, async (page) => {
  const mark = page.locator("#text mark.dl.task-w").first();
  const seen = [];
  for (let n = 0; n < 3; n++) {
    await mark.click();
    seen.push(await page.locator("#record .entry.sel").evaluate((e) => e.closest("section").dataset.class));
  }
  assert.deepEqual(seen, ["dl", "task", "dl"]);
});

await test("hover shows the reading and the rule", pages.document, async (page) => {
  await page.locator("#text mark.ref", { hasText: "Kết luận 208" }).first().hover();
  await page.locator("#card").waitFor({ state: "visible" });
  assert.match(await page.locator("#card").innerText(), /Kết luận 208-KL\/TW[\s\S]*tên gọi tắt[\s\S]*alias/);
  await page.click("#lang");
  await page.mouse.move(5, 400);
  await page.locator("#card").waitFor({ state: "hidden" });
  await page.locator("#text mark.ref", { hasText: "Kết luận 208" }).first().hover();
  await page.locator("#card").waitFor({ state: "visible" });
  assert.match(await page.locator("#card").innerText(), /a short name that this text defines/);
});

await test("keys: next, previous, focus, Escape, switches, help", pages.document, async (page) => {
  const chosen = () => page.evaluate(() => document.querySelector("#record .entry.sel")?.dataset.f ?? null);
  await page.keyboard.press("n");
  assert.equal(await chosen(), "1");
  await page.keyboard.press("n");
  assert.equal(await chosen(), "2");
  await page.keyboard.press("p");
  assert.equal(await chosen(), "1");
  await page.keyboard.press("p");
  const last = await chosen();
  assert.ok(+last > 20, "round to the last one");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "MARK");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".entry").dataset.f), last);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "MARK");
  await page.keyboard.press("Escape");
  assert.equal(await chosen(), null);
  assert.equal(await page.locator("#text .sel").count(), 0);
  const total = await page.locator("#where").innerText();
  await page.keyboard.press("2");
  assert.notEqual(await page.locator("#where").innerText(), total);
  assert.equal(await page.locator(".switch.ref").getAttribute("aria-pressed"), "false");
  const ground = await page.locator("#text mark.ref").first().evaluate((m) => getComputedStyle(m).backgroundColor);
  assert.equal(ground, "rgba(0, 0, 0, 0)");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys").evaluate((d) => d.open));
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#keys").evaluate((d) => d.open)));
});

await test("the record can be searched without marks on the letters", pages.document, async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("ngan sach");
  assert.ok(await page.locator("#record .doc", { hasText: "Luật Ngân sách nhà nước" }).isVisible());
  assert.equal(await page.locator("#record .doc:visible").count(), 1);
  await page.keyboard.press("Escape");
  assert.ok((await page.locator("#record .doc:visible").count()) > 1);
});

await test("an address leads to its find", pages.document + "#f12", async (page) => {
  assert.equal(await page.locator("#record .entry.sel").getAttribute("data-f"), "12");
});

await test("dark by the system and by the button", pages.document, { colorScheme: "dark" }, async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("#text")).backgroundColor);
  const dark = await ground();
  await page.locator("#text mark.dl").first().hover();
  await page.waitForTimeout(300);
  await shot(page, "document-dark");
  await page.click("#theme");
  assert.notEqual(await ground(), dark);
  await page.keyboard.press("t");
  assert.equal(await ground(), dark);
});

await test("a narrow screen shows one side at a time", pages.document, { viewport: { width: 390, height: 800 }, hasTouch: true }, async (page) => {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the screen");
  assert.ok(!(await page.locator("#record").isVisible()));
  await page.locator("#text mark.ref").nth(1).tap();
  await page.locator("#card").waitFor({ state: "visible" });
  await shot(page, "document-narrow");
  await page.locator("#card .card-tools button", { hasText: "Trong bản ghi" }).tap();
  assert.ok(await page.locator("#record .entry.sel").isVisible());
  await shot(page, "document-narrow-record");
  await page.locator("#record section.to .entry .go").first().tap();
  assert.ok(await page.locator("#text mark.sel").first().isVisible());
});

await test("paper has the text, the record and numbers that join them", pages.document, async (page) => {
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator("#record").isVisible());
  assert.ok(!(await page.locator(".tools").isVisible()));
  assert.ok((await page.locator("#text mark.no").count()) > 20);
  if (shots) await page.pdf({ path: join(shots, "document.pdf"), preferCSSPageSize: true });
});

await test("the page can be read without scripts", pages.document, { javaScriptEnabled: false }, async (page) => {
  await page.locator("#record section.ref .entry .go").first().click();
  assert.match(page.url(), /#f\d+$/);
  assert.ok(await page.locator("#text mark").first().isVisible());
});

await test("hostile texts do nothing", pages.hostile, async (page) => {
  for (const words of HOSTILE.slice(0, 6)) {
    assert.ok((await page.locator("#text").textContent()).includes(words), words);
  }
  for (let n = 0; n < 80; n++) await page.keyboard.press("n");
  await page.locator("#text mark.ref").last().hover();
  await page.waitForTimeout(300);
  assert.equal(await page.title(), "Công văn 3187/UBND-KTN");
  const strange = await page.evaluate(() => document.querySelectorAll("img, svg, iframe, base, object, embed, body style, [onload], [onerror], [style]:not(#card)").length);
  assert.equal(strange, 0);
  assert.equal(await page.evaluate(() => document.scripts.length), 1);
  assert.ok(await page.evaluate(() => document.querySelector("#text").scrollWidth <= document.querySelector("#text").clientWidth), "long lines break");
});

await test("the policy holds: no script from elsewhere, no markup from text", pages.hostile, { noisy: true }, async (page) => {
  const blocked = await page.evaluate(async () => {
    const seen = [];
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
    const script = document.createElement("script");
    try { script.text = "document.title = 'run'"; document.body.append(script); } catch { seen.push("trusted types"); }
    try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); } catch { seen.push("trusted types"); }
    try { setTimeout("document.title = 'run'"); } catch { seen.push("trusted types"); }
    await fetch("https://example.invalid/").catch(() => seen.push("fetch"));
    await new Promise((done) => setTimeout(done, 100));
    return [seen.length >= 4, document.title];
  });
  assert.deepEqual(blocked, [true, "Công văn 3187/UBND-KTN"]);
});

await test("a hundred pages open and answer within a second", pages.document, async (page) => {
  const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  const timed = async (act) => { const start = performance.now(); await act(); await frame(); return Math.round(performance.now() - start); };
  // The best of some: what else the machine does is not what is measured.
  let open = Infinity;
  for (let n = 0; n < 3 || (n < 10 && open >= 1000); n++) open = Math.min(open, await timed(() => page.goto(pages.long)));
  const key = await timed(() => page.keyboard.press("n"));
  const click = await timed(() => page.evaluate(() => [...document.querySelectorAll("#record .entry a")].at(-9).click()));
  const back = await timed(() => page.evaluate(() => [...document.querySelectorAll("#text mark")].at(-30).click()));
  console.log(`        ${longText.length} letters: open ${open} ms, key ${key} ms, record to words ${click} ms, words to record ${back} ms`);
  // What it jumped to is laid out some frames later.
  const inSight = () => page.evaluate(() => {
    const box = document.querySelector("#record .entry.sel")?.getBoundingClientRect();
    return box !== undefined && box.bottom > 0 && box.top < innerHeight;
  });
  for (let n = 0; n < 20 && !(await inSight()); n++) await page.waitForTimeout(100);
  assert.ok(await inSight(), "the entry is in sight");
  assert.ok(Math.max(open, key, click, back) < 1000, "within a second");
});

await test("whoever scrolls is not pulled back", pages.long, async (page) => {
  const top = await page.evaluate(async () => {
    const pane = document.querySelector("#text");
    [...document.querySelectorAll("#record .entry a")].at(-9).click();
    const jumped = pane.scrollTop;
    dispatchEvent(new WheelEvent("wheel"));
    pane.scrollTop = 0;
    await new Promise((done) => setTimeout(done, 1000));
    return [jumped > 0, pane.scrollTop];
  });
  assert.deepEqual(top, [true, 0]);
});

await test("graph: choosing, lists, neighbourhood, Escape", pages.around, async (page) => {
  await settled(page);
  await shot(page, "graph-light");
  assert.match(await page.locator("#details h2").innerText(), /3187\/UBND-KTN/);
  await page.locator("#details .row", { hasText: "412-KH/TU" }).first().click();
  assert.match(await page.locator("#details h2").innerText(), /412-KH\/TU/);
  const count = () => page.locator("#counts").innerText();
  const all = await count();
  await page.keyboard.press("f");
  assert.notEqual(await count(), all);
  await page.keyboard.press("Escape");
  assert.equal(await count(), all);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#details h2").count(), 0);
  await page.keyboard.press("n");
  assert.equal(await page.locator("#details h2").count(), 1);
  await page.keyboard.press("y");
  await settled(page);
  await page.keyboard.press("/");
  await page.keyboard.type("ke hoach 412");
  assert.equal(await page.locator("#list .row").count(), 1);
});

await test("graph: a click on the canvas chooses", pages.around, async (page) => {
  await settled(page);
  await page.keyboard.press("Escape");
  const box = await page.locator("#canvas").boundingBox();
  let found = 0;
  for (let y = 10; y < box.height - 60 && !found; y += 7) {
    for (let x = 10; x < box.width - 10 && !found; x += 7) {
      await page.mouse.move(box.x + x, box.y + y);
      if (await page.locator("#canvas.over").count()) {
        await page.mouse.down();
        await page.mouse.up();
        found = await page.locator("#details h2").count();
      }
    }
  }
  assert.equal(found, 1);
});

await test("graph: switches, dark, narrow", pages.graph, { colorScheme: "dark", viewport: { width: 390, height: 800 } }, async (page) => {
  await settled(page);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const all = await page.locator("#counts").innerText();
  await page.locator("#legend [data-switch=cited]").click();
  assert.notEqual(await page.locator("#counts").innerText(), all);
  await page.locator("#legend [data-switch=cited]").click();
  await shot(page, "graph-narrow-dark");
});

await test("graph: hostile texts do nothing", pages.graph, async (page) => {
  await settled(page);
  for (let n = 0; n < 60; n++) await page.keyboard.press("n");
  assert.ok(!["run", ""].includes(await page.title()));
  assert.equal(await page.evaluate(() => document.querySelectorAll("img, svg, iframe, base, body style").length), 0);
  await shot(page, "graph-chosen");
});

await test("graph: thousands of nodes settle and answer", pages.many, async (page) => {
  const start = performance.now();
  await page.keyboard.press("n");
  await page.locator("#details h2").waitFor();
  const answer = Math.round(performance.now() - start);
  await settled(page);
  console.log(`        ${await page.locator("#counts").innerText()}: an answer in ${answer} ms, settled in ${Math.round(performance.now() - start)} ms`);
  await shot(page, "graph-many");
});

await browser.close();
rmSync(desk, { recursive: true, force: true });
console.log(failed ? `${failed} failed` : "all passed");
process.exit(failed ? 1 : 0);

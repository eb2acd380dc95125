// From one end to the other with the program itself: a handbook from nothing, files that the command line makes, others who
// change files, a crash, accessibility, and how long things take.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { program } from "./browser.mjs";
import { choose, client, duties, entry, faults, open, stories, until } from "./harness.mjs";
import { generate } from "./generate.mjs";

const SAMPLE = fileURLToPath(new URL("../../data", import.meta.url));
const LONG = 400;

export async function all(path) {
  const scratch = await mkdtemp(join(tmpdir(), "gangwei-real-"));
  const stage = { path, folder: (name) => join(scratch, name) };
  try {
    if (process.argv.includes("--speed")) return await speed(stage);
    await fromNothing(stage);
    await theSample(stage);
    await aCrash(stage);
    await accessibility(stage);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const textOf = ({ values }) => values.description[0];

async function fromNothing({ path, folder }) {
  const dir = folder("empty");
  await cp(SAMPLE, dir, { recursive: true, filter: (from) => from === SAMPLE });
  const server = await program(path, dir);
  const { call, position } = client(server.address);
  const test = stories(() => server.address);
  const idOf = async (title) => (await call("/api/project")).departments.flatMap((one) => one.positions).find((one) => one.title === title)?.id;

  await test("makes a handbook from nothing, types 20 duties, and reorders them", async (page) => {
    await page.getByLabel("公司（可不填）").fill("新芽科技有限公司");
    await page.getByLabel("部门", { exact: true }).fill("人力资源部");
    await page.getByLabel("岗位名称", { exact: true }).fill("招聘专员");
    await page.keyboard.press("Enter");
    await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "招聘专员", "the first position", LONG);
    const id = await idOf("招聘专员");
    const own = async () => (await position(id)).values.responsibilities ?? [];
    if (await page.locator("#box-responsibilities").count() === 0) await page.locator(".chip", { hasText: "岗位职责" }).click();
    const had = (await own()).length;
    await duties(page).last().click();
    await page.keyboard.press("End");
    for (let n = 1; n <= 20; n++) {
      if (n > 1 || had > 0) await page.keyboard.press("Enter");
      await page.keyboard.type(`办理第${n}项招聘工作，留存记录`, { delay: 5 });
    }
    await until(own, (list) => list.length === had + 20 && textOf(list.at(-1)).startsWith("办理第20项"), "twenty duties", LONG);
    await page.keyboard.press("Alt+ArrowUp");
    await until(own, (list) => textOf(list.at(-2)).startsWith("办理第20项"), "moved by keys", LONG);
    await page.locator('[data-spot*=" responsibilities."][data-spot*=".description "]').nth(2).waitFor();
    const spot = (n) => page.locator(`[data-spot$=" responsibilities.${n}.description 1"]`).boundingBox();
    const [from, to] = [await spot(had), await spot(had + 2)];
    await page.mouse.move(from.x + 30, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 30, to.y + to.height - 1, { steps: 8 });
    await page.mouse.up();
    await until(own, (list) => textOf(list[had + 2]).startsWith("办理第1项"), "dragged on the page", LONG);
  }, { ready: ".card" });

  await test("mends what can be mended", async (page) => {
    await choose(page, "招聘专员");
    const id = await idOf("招聘专员");
    if (await page.locator("#field-summary").count() === 0) await page.locator(".chip", { hasText: "职责概括" }).click();
    await page.locator("#field-summary").fill("负责招聘,培训和员工关系");
    await page.getByRole("button", { name: "所有可自动改的一起改" }).click();
    await until(async () => (await position(id)).values.summary?.join(""), (text) => text === "负责招聘，培训和员工关系", "mended", LONG);
    assert.equal(await until(() => page.locator("#field-summary").inputValue(), (text) => text.includes("，"), "shown", LONG), "负责招聘，培训和员工关系");
  });

  await test("renames a superior, and the references follow", async (page) => {
    await page.getByRole("button", { name: "在人力资源部添加岗位" }).click();
    await page.keyboard.type("人力资源部经理");
    await page.keyboard.press("Enter");
    await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "人力资源部经理", "made", LONG);
    await choose(page, "招聘专员");
    if (await page.locator("#box-reports_to").count() === 0) await page.locator(".chip", { hasText: "直接上级" }).click();
    await page.locator("#box-reports_to input").first().fill("人力资源部经理");
    const above = async () => (await position(await idOf("招聘专员"))).values.reports_to?.administrative.join();
    await until(above, (name) => name === "人力资源部经理", "set", LONG);
    await entry(page, "人力资源部经理").focus();
    await page.keyboard.press("F2");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("人力资源总监");
    await page.keyboard.press("Enter");
    await until(above, (name) => name === "人力资源总监", "the reference followed", LONG);
    await page.locator(".message", { hasText: "1 个文件里的引用" }).waitFor();
  });

  await test("saves the very files that `gangwei build` makes", async (page) => {
    const out = folder("out");
    const built = spawnSync(path, ["build", dir, "-o", out, "--format", "docx,pdf", "--per", "handbook,department,position", "-q"], { encoding: "utf8" });
    assert.ok(built.status === 0, built.stderr);
    const made = await Promise.all((await readdir(out, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map(async (one) => [one.name, await readFile(join(one.parentPath ?? one.path, one.name))]));
    await choose(page, "招聘专员");
    for (const what of ["整本手册", "本部门", "本岗位"]) {
      for (const format of ["Word", "PDF"]) {
        await page.getByRole("button", { name: "导出" }).click();
        const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: `${what}导出为 ${format}` }).click()]);
        const bytes = await readFile(await download.path());
        assert.ok(made.some(([, other]) => bytes.equals(other)), `${what} as ${format}: ${download.suggestedFilename()} is none of ${made.map(([name]) => name)}`);
      }
    }
  });
  await server.close();
}

async function theSample({ path, folder }) {
  const dir = folder("sample");
  await cp(SAMPLE, dir, { recursive: true });
  const server = await program(path, dir);
  const test = stories(() => server.address);
  const { position } = client(server.address);
  const file = join(dir, "技术部", "工艺工程师.yaml");
  const id = "技术部/工艺工程师.yaml#1";
  const onDisk = async (from, to) => writeFile(file, (await readFile(file, "utf8")).replace(from, to));

  await test("shows what another changes on disk, and both values of a conflict", async (page) => {
    await choose(page, "工艺工程师");
    const { code, headcount } = (await position(id)).values;
    await onDisk(code, `${code}X`);
    await until(() => page.locator("#field-code").inputValue(), (text) => text === `${code}X`, "the form follows", LONG);
    await page.locator("#field-headcount").focus();
    await onDisk(/岗位定员: .*/, "岗位定员: 7");
    await until(async () => (await position(id)).values.headcount, (text) => text === "7", "the program has seen it", LONG);
    await page.keyboard.press("End");
    await page.keyboard.type("5");
    await page.getByRole("alertdialog").waitFor();
    assert.match(await page.getByRole("alertdialog").textContent(), new RegExp(`7.*${headcount}5`));
    await page.getByRole("button", { name: "用这里的" }).click();
    await until(async () => (await position(id)).values.headcount, (text) => text === `${headcount}5`, "mine", LONG);
  });

  await test("takes an edit back, in the form and on the page", async (page) => {
    await choose(page, "工艺工程师");
    const shows = (word, holds) => until(() => page.locator(".paper").first().locator("use").count(), holds, word, LONG);
    await page.locator(".spot").first().waitFor();
    const before = await page.locator(".paper").first().locator("use").count();
    const { code } = (await position(id)).values;
    await page.locator("#field-code").fill(`${code}-0123456789`);
    await shows("typed", (n) => n > before);
    await page.getByRole("button", { name: /^撤销：/ }).click();
    await until(() => page.locator("#field-code").inputValue(), (text) => text === code, "the form", LONG);
    await shows("taken back", (n) => n === before);
  });

  await test("opens a file that is broken as text, and its form again when it is whole", async (page) => {
    await choose(page, "工艺工程师");
    const whole = await readFile(file, "utf8");
    await onDisk("岗位编号:", "岗位编号: [未闭合\n  :");
    await page.locator(".cm-lint-marker-error").first().waitFor();
    // The program looks at files again once they are at rest.
    await page.waitForTimeout(500);
    assert.equal(await page.locator("#field-title").count(), 0);
    await writeFile(file, whole);
    await until(async () => (await page.locator("#field-title").count()) && page.locator("#field-title").inputValue(), (text) => text === "工艺工程师", "the form is back", LONG);
  });

  await test("renames by the title's field, and takes it back in one step", async (page) => {
    const files = async () => (await readdir(join(dir, "生产部"))).join();
    const title = () => page.locator(".pagebar h2").textContent();
    const other = () => readFile(join(dir, "生产部", "车间主任.yaml"), "utf8");
    await choose(page, "生产部经理");
    await page.locator("#field-title").fill("制造总监");
    await page.keyboard.press("Enter");
    await page.locator(".message", { hasText: "个文件里的引用" }).waitFor();
    await until(title, (text) => text === "制造总监", "renamed", LONG);
    assert.match(await other(), /直接上级: 制造总监/);
    assert.match(await files(), /制造总监.yaml/);
    await page.getByRole("button", { name: /^撤销：/ }).click();
    await until(title, (text) => text === "生产部经理", "the same position", LONG);
    assert.match(await other(), /直接上级: 生产部经理/);
    assert.match(await files(), /生产部经理.yaml/);
  });

  for (const [width, least] of [[1280, 0.85], [820, 0.6]]) {
    await test(`shows the whole chart at a width of ${width}`, async (page) => {
      await page.evaluate(() => (location.hash = "##chart"));
      await page.reload();
      await page.locator(".node").first().waitFor();
      const { fits, scale } = await page.locator(".scroller").evaluate((box) => ({ fits: box.scrollWidth <= box.clientWidth, scale: box.querySelector(".node").getBoundingClientRect().width / box.querySelector(".node").offsetWidth }));
      assert.ok(fits && scale >= least, `${fits} at ${scale}`);
    }, { viewport: { width, height: 900 } });
  }

  await test("goes from each text of the pages to an input", async (page) => {
    await choose(page, "工艺工程师");
    await page.locator(".spot").first().waitFor();
    const spots = await page.locator(".paper").first().locator(".spot").evaluateAll((all) => all.map((one) => one.dataset.spot));
    assert.ok(spots.length > 20, `${spots.length} texts`);
    for (const key of spots.slice(0, 30)) {
      await page.locator(`[data-spot="${key}"]`).click();
      const box = `box-${key.split(" ")[1].split(".")[0]}`;
      await until(() => page.evaluate(() => document.activeElement.closest(".field")?.id), (now) => now === box, key);
    }
  });
  await server.close();
}

async function aCrash({ path, folder }) {
  const dir = folder("crash");
  await cp(SAMPLE, dir, { recursive: true });
  let server = await program(path, dir);
  const port = Number(new URL(server.address).port);
  const file = join(dir, "质量部", (await readdir(join(dir, "质量部")))[0]);
  const test = stories(() => server.address);
  await test("loses a second at most when the program is killed, and has the draft when it is back", async (page) => {
    const title = /岗位名称: (.*)/.exec(await readFile(file, "utf8"))[1].trim();
    await choose(page, title);
    await page.locator("#field-summary").fill("");
    const typed = [];
    const started = Date.now();
    let killed = 0;
    for (let n = 0; n < 60; n++) {
      const char = String.fromCodePoint(0x4e00 + n * 7);
      await page.keyboard.type(char);
      typed.push([char, Date.now()]);
      await page.waitForTimeout(30);
      if (n === 40) {
        killed = Date.now();
        await server.kill();
      }
    }
    const kept = typed.filter(([, at]) => at < killed - 1000).map(([char]) => char).join("");
    assert.ok(kept.length > 5, `typed for ${killed - started} ms`);
    assert.ok((await readFile(file, "utf8")).includes(kept), "what was typed a second before is in the file");
    server = await program(path, dir, port);
    await page.goto(server.address);
    await page.waitForSelector(".paper svg");
    await choose(page, title);
    await page.locator(".note", { hasText: "未保存" }).getByRole("button", { name: "恢复" }).click();
    const whole = typed.map(([char]) => char).join("");
    await until(() => readFile(file, "utf8"), (text) => text.includes(whole), "all of it is in the file", LONG);
  });
  await server.close();
}

async function accessibility({ path, folder }) {
  const dir = folder("axe");
  await cp(SAMPLE, dir, { recursive: true });
  const server = await program(path, dir);
  const test = stories(() => server.address);
  for (const options of [{}, { locale: "en-GB", colorScheme: "dark" }]) {
    await test(`axe finds nothing in any view${options.locale ? ", in English and dark" : ""}`, async (page) => {
      assert.deepEqual(await faults(page), [], "a position");
      await page.locator(".findings .toggle").click();
      assert.deepEqual(await faults(page), [], "the findings");
      for (const [nth, ready] of [[0, ".paper svg"], [1, ".node"], [2, ".staffing"]]) {
        await page.locator(".view").nth(nth).click();
        await page.locator(ready).first().waitFor();
        assert.deepEqual(await faults(page), [], ready);
      }
      await page.keyboard.press("Control+k");
      await page.keyboard.type("质量");
      await page.locator("#hits li").first().waitFor();
      assert.deepEqual(await faults(page), [], "the search");
    }, options);
  }
  await server.close();
}

const share = (list, part) => Math.round([...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))]);

async function speed({ path, folder }) {
  const small = folder("300");
  await generate(small, 300);
  let server = await program(path, small);
  await stories(() => server.address)("shows the page of a key press in 300 positions", async (page) => {
    await choose(page, "岗位150");
    await page.locator(".spot").first().waitFor();
    await page.locator("#field-summary").click();
    await page.keyboard.press("End");
    await page.evaluate(() => performance.clearMeasures());
    for (let n = 0; n < 30; n++) {
      await page.keyboard.type("精");
      await until(() => page.evaluate(() => performance.getEntriesByName("gangwei:key-to-page").length), (count) => count > n, "a page", LONG);
      await page.waitForTimeout(20);
    }
    const times = await page.evaluate(() => performance.getEntriesByName("gangwei:key-to-page").map(({ duration }) => duration));
    console.log(`     key press to page, ${times.length} presses: median ${share(times, 0.5)} ms, 95th percentile ${share(times, 0.95)} ms`);
  });
  await server.close();
  const large = folder("1000");
  await generate(large, 1000);
  server = await program(path, large);
  const times = [];
  for (let n = 0; n < 5; n++) {
    const begin = performance.now();
    const page = await open(server.address);
    times.push(performance.now() - begin);
    await page.context().close();
  }
  const memory = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, "utf8").catch(() => ""))?.[1];
  console.log(`     first page of 1,000 positions: ${times.map(Math.round).join(", ")} ms; memory of the program ${Math.round(Number(memory) / 1024)} MB`);
  await server.close();
}

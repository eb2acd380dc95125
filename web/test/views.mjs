// Views of the whole handbook: its pages, the chart, the staffing table, the search, the findings.

import assert from "node:assert/strict";
import { serve } from "./browser.mjs";
import { client, faults, stories, until } from "./harness.mjs";

const server = await serve();
const test = stories(() => server.address);
const { call, position } = client(server.address);
const view = (page, name) => page.locator(".view", { hasText: name }).click();
const node = (page, title) => page.locator(".node", { has: page.locator("b", { hasText: title }) }).first();
const focusedNode = (page) => page.evaluate(() => document.activeElement.querySelector("b")?.textContent);
const title = (page) => page.locator(".pagebar h2").textContent();

await test("changes the handbook's own keys beside all its pages", async (page) => {
  await view(page, "整本手册");
  await page.locator("#field-company").fill("云岭茶业集团");
  await until(() => call("/api/project"), ({ company }) => company === "云岭茶业集团", "saved");
  assert.deepEqual(await faults(page), []);
});

await test("goes to a position in the pages of the whole handbook", async (page) => {
  await view(page, "整本手册");
  const top = () => page.locator(".scroller").evaluate((box) => Math.round(box.scrollTop));
  await page.locator(".jump option", { hasText: "厂长" }).waitFor({ state: "attached" });
  assert.equal(await top(), 0);
  await page.getByLabel("跳到").selectOption({ label: "厂长" });
  await until(() => page.locator(".number .quiet", { hasText: "厂长" }).count(), (count) => count > 0, "its page");
  assert.ok((await top()) > 400);
  assert.deepEqual(await faults(page), []);
});

await test("opens a position from the chart, and by its keys", async (page) => {
  await view(page, "组织图");
  await node(page, "总经理").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.querySelector("b").textContent), "厂长");
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press("Enter");
  await until(() => title(page), (text) => text === "厂长", "the position");
});

await test("puts a position under another one by dragging, and takes it back", async (page) => {
  await view(page, "组织图");
  await node(page, "评茶师").dragTo(node(page, "市场营销部经理"));
  const above = async () => (await position("加工厂/评茶师.yaml")).values.reports_to.administrative[0];
  await until(above, (name) => name === "市场营销部经理", "moved");
  await page.locator(".message", { hasText: "“评茶师”的直接上级改为“市场营销部经理”" }).waitFor();
  assert.equal(await title(page), "组织图", "the chart stays");
  assert.equal(await focusedNode(page), "评茶师");
  await page.getByRole("button", { name: /^撤销：/ }).click();
  await until(above, (name) => name === "厂长", "taken back");
});

await test("refuses a circle in the chart", async (page) => {
  await view(page, "组织图");
  await node(page, "厂长").dragTo(node(page, "评茶师"));
  await page.locator(".message", { hasText: "不能反过来" }).waitFor();
});

await test("changes a superior by keys", async (page) => {
  await view(page, "组织图");
  await node(page, "评茶师").focus();
  await page.keyboard.press("m");
  await page.getByRole("dialog", { name: /直接上级/ }).waitFor();
  await page.keyboard.type("总经理");
  await page.keyboard.press("Enter");
  await until(async () => (await position("加工厂/评茶师.yaml")).values.reports_to.administrative[0], (name) => name === "总经理", "moved");
  await page.waitForTimeout(300);
  assert.equal(await title(page), "组织图", "the chart stays");
  assert.equal(await focusedNode(page), "评茶师");
});

await test("shows the staffing table, from which positions open", async (page) => {
  await view(page, "编制表");
  await page.locator(".staffing tfoot", { hasText: "20-21" }).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.locator(".staffing button", { hasText: "护林员" }).click();
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "field-headcount", "its headcount");
});

await test("finds texts anywhere, and opens the field", async (page) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("墒情");
  await page.locator("#hits li").nth(1).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(() => page.evaluate(() => document.activeElement.value), (text) => text?.includes("墒情监测系统"), "the input");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("没有的词");
  await page.getByText("没有找到“没有的词”").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog").count(), 0);
});

await test("names the keys of what is found, in English, too", async (page) => {
  await page.keyboard.press("Control+k");
  await page.keyboard.type("总经理");
  await until(() => page.locator("#hits small").allTextContents(), (names) => names.includes("Reports to"), "the form's names");
  assert.ok((await page.locator("#hits small").allTextContents()).every((name) => !name.includes("_")));
}, { locale: "en-GB" });

await test("keeps what is open in the address, and begins elsewhere if that is unknown", async (page) => {
  const address = () => page.evaluate(() => decodeURIComponent(location.hash));
  for (const [name, hash] of [["组织图", "##chart"], ["整本手册", "#handbook.yaml"]]) {
    await view(page, name);
    assert.equal(await address(), hash);
    await page.reload();
    await until(() => title(page), (text) => text === name, "the same again");
  }
  for (const unknown of ["##x", "#x"]) {
    await page.evaluate((hash) => (location.hash = hash), unknown);
    await page.reload();
    await until(() => title(page), (text) => text === "茶园管理部经理", "the first position");
    assert.equal(await address(), "#茶园管理部/茶园管理部经理.yaml");
  }
});

await test("lists the findings from the views", async (page) => {
  await view(page, "检查结果");
  await page.locator("#finding-list .finding").first().waitFor();
});

server.close();

const many = await serve({ MANY: "300" });
const large = stories(() => many.address);
await large("fetches only pages in view of a large handbook", async (page) => {
  await view(page, "整本手册");
  await page.locator(".paper svg").first().waitFor();
  const total = await page.locator(".paper").count();
  assert.ok(total > 300);
  assert.ok((await page.locator(".paper svg").count()) < 12);
  await page.locator(".paper").nth(200).scrollIntoViewIfNeeded();
  await page.locator(".paper").nth(200).locator("svg").waitFor();
  await until(() => page.locator(".paper").nth(0).locator("svg").count(), (n) => n === 0, "what is far away is dropped");
  const fetched = (await client(many.address).call("/mock/requests")).filter(({ path, body }) => path === "/api/pages" && body.id === "*");
  assert.ok(fetched.every(({ body }) => Number(body.count) <= 8), "a few at once");
  await page.locator(".paper").nth(200).locator('[data-source="responsibilities.0.description"]').first().click();
  await until(() => page.evaluate(() => document.activeElement.value), (text) => text?.startsWith("按计划完成第1项"), "a click opens the position at the field");
});
many.close();

// Positions as a whole: made, copied, renamed, moved, withdrawn, removed; and a handbook that is empty.

import assert from "node:assert/strict";
import { serve } from "./browser.mjs";
import { client, entry, faults, stories, until } from "./harness.mjs";

const server = await serve();
const test = stories(() => server.address);
const { call, position } = client(server.address);
const titles = async () => (await call("/api/project")).departments.flatMap(({ name, positions }) => positions.map(({ title }) => `${name}/${title}`));
const menu = async (page, title, item) => {
  await entry(page, title).focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: item, exact: true }).click();
};

/** How often the page has asked for a position. */
const reads = async () => (await call("/mock/requests")).filter(({ path }) => path === "/api/position").length;

await test("makes a position, and says why one is refused", async (page) => {
  await page.getByRole("button", { name: "在加工厂添加岗位" }).click();
  const dialog = page.getByRole("dialog", { name: "新岗位" });
  await page.keyboard.press("Enter");
  await dialog.locator("[role=alert]", { hasText: "都要填写" }).waitFor();
  await page.keyboard.type("厂长");
  await page.keyboard.press("Enter");
  await dialog.locator("[role=alert]", { hasText: "已经有" }).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press("Control+a");
  const before = await reads();
  await page.keyboard.type("质检员");
  await page.keyboard.press("Enter");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "质检员", "it is open");
  await until(() => page.locator("#field-title").inputValue(), (text) => text === "质检员", "in the form, too");
  assert.equal(await reads(), before, "the answer had it");
  assert.ok((await titles()).includes("加工厂/质检员"));
  await page.locator(".pagebar h2").click();
  await page.keyboard.press("Control+z");
  await until(titles, (list) => !list.includes("加工厂/质检员"), "taken back");
});

await test("copies a position without its code", async (page) => {
  await menu(page, "评茶师", "复制一份");
  await page.keyboard.type("高级评茶师");
  await page.keyboard.press("Enter");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "高级评茶师", "it is open");
  const { values } = await position("加工厂/高级评茶师.yaml");
  assert.equal(values.code, undefined);
  assert.equal(values.responsibilities.length, 3);
});

await test("renames a position, and the references follow", async (page) => {
  await entry(page, "厂长").focus();
  await page.keyboard.press("F2");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("加工厂厂长");
  await page.keyboard.press("Enter");
  await page.locator(".message", { hasText: "5 个文件里的引用" }).waitFor();
  const { values } = await position("加工厂/评茶师.yaml");
  assert.deepEqual(values.reports_to.administrative, ["加工厂厂长"]);
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "加工厂厂长", "it is open");
  await until(() => page.evaluate(() => document.activeElement.querySelector(".name")?.textContent), (text) => text === "加工厂厂长", "the entry has the focus");
  // The message lies over the page, and ends with the next edit.
  assert.equal((await page.locator(".columns").boundingBox()).y, (await page.locator(".bar").boundingBox()).height);
  await page.locator("#field-code").fill("JG-00");
  await until(() => page.locator(".message").count(), (n) => n === 0, "the message ends");
});

await test("renames by the title's field, once it is left, and takes that back in one step", async (page) => {
  const name = () => page.locator(".pagebar h2").textContent();
  const above = async () => (await position("茶园管理部/采摘班长.yaml")).values.reports_to.administrative[0];
  await entry(page, "茶园管理部经理").click();
  await until(() => page.locator("#field-title").inputValue(), (text) => text === "茶园管理部经理", "the form");
  await page.locator("#field-title").fill("茶园总监");
  await page.locator("#box-title .state", { hasText: "改名" }).waitFor();
  await page.waitForTimeout(400);
  assert.equal(await above(), "茶园管理部经理", "nothing is written while it is typed");
  await page.keyboard.press("Tab");
  await page.locator(".message", { hasText: "2 个文件里的引用" }).waitFor();
  assert.equal(await above(), "茶园总监");
  await until(name, (text) => text === "茶园总监", "the list has it");
  assert.equal(await page.evaluate(() => decodeURIComponent(location.hash)), "#茶园管理部/茶园总监.yaml");
  await until(() => page.locator(".paper").first().textContent(), (text) => text.includes("茶园总监"), "the page");
  await page.getByRole("button", { name: /^撤销：/ }).click();
  await until(name, (text) => text === "茶园管理部经理", "the same position, with its name");
  await until(() => page.locator("#field-title").inputValue(), (text) => text === "茶园管理部经理", "in the form");
  assert.equal(await above(), "茶园管理部经理");
  // Two names, one after the other: each step back leads to the same position.
  for (const title of ["茶园总监", "茶园总管"]) {
    await page.locator("#field-title").fill(title);
    await page.keyboard.press("Tab");
    await until(name, (text) => text === title, title);
  }
  for (const title of ["茶园总监", "茶园管理部经理"]) {
    await page.getByRole("button", { name: /^撤销：/ }).click();
    await until(name, (text) => text === title, `${title} again`);
    await until(() => page.locator("#field-title").inputValue(), (text) => text === title, "in the form");
  }
  // On the page, and refused where the name is taken.
  await page.locator('[data-spot$=" title 1"]').dblclick();
  await page.locator(".inplace textarea").fill("护林员");
  await page.keyboard.press("Enter");
  await page.locator("#box-title [role=alert]", { hasText: "已经有" }).waitFor();
  assert.equal(await page.locator("#field-title").inputValue(), "护林员");
  await page.locator("#field-title").fill("茶园管理部经理");
  await page.keyboard.press("Enter");
  await until(() => page.locator("#box-title").getAttribute("data-state"), (state) => state === "clean", "as it was");
});

await test("moves a position to a new department, withdraws it, and brings it back", async (page) => {
  await menu(page, "设备维修工", "移到其他部门");
  await page.keyboard.type("设备部");
  await page.keyboard.press("Enter");
  await until(titles, (list) => list.includes("设备部/设备维修工"), "moved");
  await page.locator("section[aria-label=设备部] .entry").waitFor();
  await menu(page, "设备维修工", "撤销岗位");
  await until(() => position("设备部/设备维修工.yaml"), ({ values }) => values.status === "withdrawn", "withdrawn");
  await page.locator(".item .withdrawn", { hasText: "设备维修工" }).waitFor();
  await menu(page, "设备维修工", "恢复岗位");
  await until(() => position("设备部/设备维修工.yaml"), ({ values }) => values.status === undefined, "back");
  await menu(page, "手工制茶技师", "恢复岗位");
  await until(() => position("加工厂/手工制茶技师.yaml"), ({ values }) => values.status === "active", "the line stays, with another value");
  await page.locator(".pagebar h2").click();
  await page.keyboard.press("Control+z");
  await until(() => position("加工厂/手工制茶技师.yaml"), ({ values }) => values.status === "withdrawn", "taken back");
});

await test("keeps the place in the pages when a position gets another name or department", async (page) => {
  await entry(page, "茶园管理部经理").click();
  await page.getByRole("button", { name: "100%" }).click();
  await page.locator(".spot").first().waitFor();
  const scrolled = () => page.locator(".scroller").evaluate((box) => box.scrollTop);
  await page.locator(".scroller").evaluate((box) => box.scrollTo(0, 120));
  await page.locator(".paper").evaluate((paper) => (paper.dataset.mine = "1"));
  const before = await reads();
  await entry(page, "茶园管理部经理").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("茶园管理部主管");
  await page.keyboard.press("Enter");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "茶园管理部主管", "renamed");
  await until(() => page.locator(".paper").textContent(), (text) => text.includes("茶园管理部主管"), "on the page");
  await menu(page, "茶园管理部主管", "移到其他部门");
  await page.keyboard.type("加工厂");
  await page.keyboard.press("Enter");
  await until(() => page.evaluate(() => decodeURIComponent(location.hash)), (hash) => hash === "#加工厂/茶园管理部主管.yaml", "moved");
  await until(() => page.locator(".about .file").textContent(), (text) => text.includes("加工厂/茶园管理部主管.yaml"), "the form goes on");
  assert.equal(await page.locator(".paper[data-mine]").count(), 1, "the same pages");
  assert.equal(await scrolled(), 120);
  assert.equal(await reads(), before);
  await page.locator("#field-code").fill("CY-09");
  await until(() => position("加工厂/茶园管理部主管.yaml"), ({ values }) => values.code === "CY-09", "what is typed goes to the new file");
  await entry(page, "厂长").click();
  await until(scrolled, (top) => top === 0, "another position begins at its top");
}, { viewport: { width: 1280, height: 700 } });

await test("removes a position, and brings it back", async (page) => {
  await entry(page, "手工制茶技师").click();
  await entry(page, "手工制茶技师").focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: /删除/ }).waitFor();
  assert.deepEqual(await faults(page), []);
  await page.getByRole("button", { name: "删除", exact: true }).last().click();
  await until(titles, (list) => !list.includes("加工厂/手工制茶技师"), "removed");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "整本手册", "something else is shown");
  await page.getByRole("button", { name: /^撤销：/ }).click();
  await until(titles, (list) => list.includes("加工厂/手工制茶技师"), "back");
});

await test("saves a department as Word, and sets a parameter", async (page) => {
  await page.getByRole("button", { name: "导出" }).click();
  assert.deepEqual(await faults(page), []);
  await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "本部门导出为 Word" }).click()]);
  const asked = (await call("/mock/requests")).filter(({ path }) => path === "/api/document").at(-1).body;
  assert.deepEqual(asked, { kind: "department", department: "茶园管理部", format: "docx" });
  await page.getByRole("button", { name: "版式参数" }).click();
  assert.deepEqual(await faults(page), []);
  const value = async (name) => (await call("/api/project")).parameters.find((one) => one.name === name).value;
  await page.getByLabel("目录层数", { exact: true }).fill("三");
  await page.keyboard.press("Tab");
  await page.locator(".parameter .trouble", { hasText: "版式参数“目录层数”不能是 三" }).waitFor();
  await page.getByLabel("目录层数", { exact: true }).fill("3");
  await page.keyboard.press("Tab");
  await until(() => value("depth"), (text) => text === "3", "set");
  await page.getByLabel("目录", { exact: true }).click();
  await until(() => value("toc"), (text) => text === "false", "switched");
  await page.getByLabel("标题的颜色：选颜色").fill("#1f6a70");
  await until(() => value("accent"), (text) => text === "#1f6a70", "a colour");
  await until(() => page.getByLabel("标题的颜色", { exact: true }).inputValue(), (text) => text === "#1f6a70", "shown, too");
  await page.getByRole("button", { name: "恢复“目录层数”的默认值" }).click();
  await until(() => value("depth"), (text) => text === "2", "as usual");
});

server.close();

const empty = await serve({ EMPTY: "1" });
const begin = stories(() => empty.address);
await begin("begins with nothing", async (page) => {
  assert.deepEqual(await faults(page), []);
  assert.equal(await page.evaluate(() => document.activeElement.id), "first-company");
  assert.equal(await page.getByText(/个错误/).count(), 0, "a folder that is still empty is no error");
  await page.keyboard.type("新芽科技有限公司");
  await page.getByLabel("部门", { exact: true }).fill("人力资源部");
  await page.keyboard.press("Enter");
  await page.locator("[role=alert]", { hasText: "都要填写" }).waitFor();
  await page.getByLabel("岗位名称", { exact: true }).fill("招聘专员");
  await page.keyboard.press("Enter");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "招聘专员", "the first position");
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "field-summary", "what comes next has the focus");
  const project = await client(empty.address).call("/api/project");
  assert.equal(project.company, "新芽科技有限公司");
}, { ready: ".card" });
empty.close();

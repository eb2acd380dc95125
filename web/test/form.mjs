// The list, the form and the text of a file, against the stand-in server.

import assert from "node:assert/strict";
import { serve } from "./browser.mjs";
import { choose, client, duties, entry, stories, until } from "./harness.mjs";

const server = await serve();
const test = stories(() => server.address);
const { call, edits } = client(server.address);
const position = (id, at = server.address) => client(at).position(id);

await test("takes the token out of the address, and draws pages without scripts", async (page) => {
  assert.ok(!page.url().includes("token"));
  assert.equal(await page.evaluate(() => window.bad), undefined);
  assert.equal(await page.locator(".paper script").count(), 0);
  assert.equal(await page.locator("svg.glyphs #g0-1").count(), 1);
  assert.ok(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight), "the outlines take no room");
});

await test("finds a position by the keyboard", async (page) => {
  await page.keyboard.press("/");
  await page.keyboard.type("加工 评茶");
  assert.equal(await page.locator(".entry").count(), 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "评茶师", "the position is shown");
});

await test("sends what is typed, once it rests, and keeps the caret", async (page) => {
  await choose(page, "设备维修工");
  const field = page.locator("#field-summary");
  await field.click();
  await page.keyboard.press("Home");
  await page.keyboard.type("负责", { delay: 30 });
  await until(() => position("加工厂/设备维修工.yaml"), ({ values }) => values.summary[0] === "负责保养和抢修加工设备", "the file has the text");
  await page.waitForTimeout(200);
  assert.equal(await field.evaluate((box) => box.selectionStart), 2);
  await until(() => page.locator(".paper").first().textContent(), (text) => text.includes("负责保养"), "the page shows it");
});

await test("sends nothing while an input method composes", async (page) => {
  await choose(page, "设备维修工");
  const before = (await edits()).length;
  const typed = await page.context().newCDPSession(page);
  await duties(page).last().click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  for (const text of ["b", "ba", "bao'yang"]) {
    await typed.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await page.waitForTimeout(250);
  }
  assert.equal((await edits()).length, before);
  await typed.send("Input.insertText", { text: "保养台账" });
  await until(() => position("加工厂/设备维修工.yaml"), ({ values }) => values.responsibilities.at(-1).values.description[0] === "保养台账", "the composed text");
});

await test("adds three duties by Enter, moves them, and undoes", async (page) => {
  await choose(page, "厂长");
  const id = "加工厂/厂长.yaml";
  const texts = async () => ((await position(id)).values.responsibilities ?? []).map(({ values }) => values.description[0]);
  await duties(page).nth(2).click();
  await page.keyboard.press("End");
  for (const text of ["组织安全检查", "评审技改方案", "培训班组长"]) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(text);
  }
  await until(texts, (list) => list.length === 6 && list[5] === "培训班组长", "six duties");
  await until(() => page.locator(".ordinal").last().textContent(), (text) => text === "职责六", "numbered at once");
  const last = (await edits()).at(-1);
  assert.deepEqual(last.value.slice(0, 3).map(({ was }) => was), [0, 1, 2]);
  await page.keyboard.press("Alt+ArrowUp");
  await until(texts, (list) => list[4] === "培训班组长", "moved up");
  await until(() => duties(page).nth(4).evaluate((box) => box === document.activeElement), Boolean, "the focus goes with it");
  assert.deepEqual((await edits()).at(-1).value.map(({ was }) => was), [0, 1, 2, 3, 5, 4]);
  await page.locator(".duty .grip").nth(0).dragTo(page.locator(".duty").nth(3), { targetPosition: { x: 100, y: 30 } });
  await until(texts, (list) => list[3] === "下达月度加工计划，检查完成情况", "dragged");
  await page.locator(".pagebar h2").click();
  await page.keyboard.press("Control+z");
  await until(texts, (list) => list[0] === "下达月度加工计划，检查完成情况", "undone");
  await until(() => duties(page).first().inputValue(), (text) => text.startsWith("下达"), "the form shows it");
  await page.keyboard.press("Control+Shift+Z");
  await until(texts, (list) => list[3] === "下达月度加工计划，检查完成情况", "redone");
});

await test("takes apart what is pasted, without its numbers", async (page) => {
  await choose(page, "初制车间主任");
  await page.locator(".group > .add").click();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "1、核对鲜叶数量\n2、填写工艺卡\n（3）清洁场地\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await until(() => position("加工厂/初制车间主任.yaml"), ({ values }) => values.responsibilities.at(-1).values.description[0] === "清洁场地", "three more");
});

await test("shows a refusal under the field, and keeps the text", async (page) => {
  await choose(page, "采摘班长");
  await page.locator("#field-headcount").fill("若干");
  await page.getByRole("alert").filter({ hasText: "不是人数" }).waitFor();
  assert.equal(await page.locator("#field-headcount").inputValue(), "若干");
  await page.reload();
  await page.getByRole("button", { name: "恢复" }).click();
  await page.getByRole("alert").filter({ hasText: "不是人数" }).waitFor();
  await page.locator("#field-headcount").fill("5");
  await until(() => position("茶园管理部/采摘班长.yaml"), ({ values }) => values.headcount === "5", "the file has the number");
});

await test("shows both values of a conflict, and lets the person choose", async (page) => {
  await choose(page, "护林员");
  const id = "茶园管理部/护林员.yaml";
  await call("/mock/behind", { id, key: "summary", value: ["巡护林地"] });
  await page.setViewportSize({ width: 1280, height: 420 });
  await page.locator("#field-summary").evaluate((box) => box.scrollIntoView({ block: "end" }));
  await page.locator("#field-summary").fill("守护山林");
  const dialog = page.getByRole("alertdialog");
  await dialog.waitFor();
  const box = await dialog.boundingBox();
  const pane = await page.locator(".tabpanel").boundingBox();
  assert.ok(box.y + box.height <= pane.y + pane.height, `in view: ${JSON.stringify([box, pane])}`);
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.match(await dialog.textContent(), /巡护林地.*守护山林/s);
  await dialog.getByRole("button", { name: "用这里的" }).click();
  await until(() => position(id), ({ values }) => values.summary[0] === "守护山林", "mine is written");
  await call("/mock/behind", { id, key: "summary", value: ["看山"] });
  await page.locator("#field-summary").fill("守山");
  await dialog.getByRole("button", { name: "用文件里的" }).click();
  await until(() => page.locator("#field-summary").inputValue(), (text) => text === "看山", "the file's is shown");
});

await test("takes over what another changes, and keeps the place in the pages", async (page) => {
  await choose(page, "茶艺农技员");
  await page.locator(".scroller").evaluate((box) => box.scrollTo(0, 40));
  await call("/api/edit", { id: "茶园管理部/茶艺农技员.yaml", key: "code", base: "CY-02", value: "CY-12" });
  await until(() => page.locator("#field-code").inputValue(), (text) => text === "CY-12", "the form follows");
  await until(() => page.locator(".paper").first().textContent(), (text) => text.includes("CY-12"), "the page follows");
  assert.equal(await page.locator(".scroller").evaluate((box) => box.scrollTop), 40);
});

await test("keeps what is typed while the program does not answer", async (page) => {
  await choose(page, "设备维修工");
  await page.route("**/api/edit", (route) => route.abort());
  await page.locator("#field-code").fill("JG-14");
  await page.locator(".message", { hasText: "连接断了" }).waitFor();
  await page.unroute("**/api/edit");
  await until(() => position("加工厂/设备维修工.yaml"), ({ values }) => values.code === "JG-14", "sent again");
  await until(() => page.locator(".message").count(), (n) => n === 0, "the message goes");
});

await test("says where the text is when the program was started anew", async (page) => {
  await choose(page, "总经理");
  await page.route("**/api/edit", (route) => route.fulfill({ status: 403, body: "{}" }));
  await page.locator("#field-summary").fill("主持全局工作");
  await page.locator(".message", { hasText: "没存上的内容留在本机" }).waitFor();
  await page.reload();
  await entry(page, "总经理").click();
  await page.locator(".note", { hasText: "主持全局工作" }).waitFor();
});

await test("shows what is taken back while the list is read", async (page) => {
  await choose(page, "设备维修工");
  const was = await page.locator("#field-summary").inputValue();
  let held = null;
  await page.route("**/api/project", async (route) => {
    await new Promise((go) => (held = go));
    await route.continue();
  }, { times: 1 });
  await page.locator("#field-summary").fill("保养设备");
  await until(() => held, (go) => go !== null, "the list is asked for");
  await page.locator(".pagebar h2").click();
  await page.keyboard.press("Control+z");
  await until(() => call("/mock/requests"), (all) => all.at(-1).path === "/api/undo", "taken back");
  held();
  await until(() => page.locator("#field-summary").inputValue(), (text) => text === was, "in the form");
  await until(() => page.locator(".paper").textContent(), (text) => text.includes(was), "on the page");
});

await test("goes from a finding to its field, and mends", async (page) => {
  await page.locator(".findings .toggle").click();
  await page.locator(".finding", { hasText: "茶园管理部主任" }).click();
  await until(() => page.locator(".pagebar h2").textContent(), (text) => text === "护林员", "the position");
  await until(() => page.evaluate(() => document.activeElement?.closest(".field")?.id), (id) => id === "box-reports_to", "the field has the focus");
  await page.locator(".finding", { hasText: "没有写职责概括" }).first().click();
  await until(() => page.evaluate(() => document.activeElement?.id), (id) => id === "field-summary", "a field without a value opens");
  await page.getByRole("button", { name: "所有可自动改的一起改" }).click();
  await until(() => page.locator(".findings").textContent(), (text) => !text.includes("半角"), "mended");
});

await test("shows what is wrong with a duty beside it, by its number", async (page) => {
  await choose(page, "市场营销部经理");
  await duties(page).nth(1).fill("开发省外经销商,每年两家");
  const found = page.locator(".duty").nth(1).locator(".found");
  await until(() => found.textContent(), (text) => text === "职责二：中文里用了半角标点，,×1", "beside the duty");
  assert.equal(await found.locator("code").textContent(), ",");
  assert.equal(await page.locator("#box-responsibilities > .trouble").count(), 0, "not below the list, too");
  await duties(page).nth(1).fill("开发省外经销商");
  await until(() => page.locator(".duty .found").count(), (n) => n === 0, "mended");
});

await test("adds a key, labels and a row, and removes them", async (page) => {
  await choose(page, "市场营销部经理");
  const id = "市场营销部/市场营销部经理.yaml";
  await page.getByRole("button", { name: "+ 任职资格" }).click();
  await page.keyboard.type("本科及以上");
  await until(() => position(id), ({ values }) => values.qualifications?.[0]?.label === "学历", "a label");
  await page.getByRole("button", { name: "+ 经验" }).click();
  await page.keyboard.type("三年");
  await until(() => position(id), ({ values }) => values.qualifications?.[1]?.label === "经验", "another label");
  for (const [name, key] of [["工作协作", "collaboration"], ["其它", "conditions"]]) {
    await page.getByRole("button", { name: `+ ${name}` }).click();
    await until(() => page.evaluate(() => document.activeElement.closest(".field")?.id), (box) => box === `box-${key}`, "the new field has the focus");
    const { top, bottom } = await page.evaluate(() => document.activeElement.getBoundingClientRect());
    assert.ok(top > 100 && bottom < 900, `in view: ${top} to ${bottom}`);
  }
  await page.getByRole("button", { name: "+ 主要考核指标" }).click();
  await page.keyboard.type("销售额");
  await until(() => position(id), ({ values }) => values.kpis?.[0]?.values.name === "销售额", "an indicator");
  await page.locator("#box-kpis > .head").hover();
  await page.getByRole("button", { name: "删除“主要考核指标”" }).click();
  await until(() => position(id), ({ values }) => values.kpis === undefined, "no indicators");
});

await test("edits the text of the file", async (page) => {
  await choose(page, "电商运营专员");
  await page.getByRole("tab", { name: "YAML" }).click();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("# 二〇二六年修订\n\t");
  await page.keyboard.press("Control+s");
  await page.locator(".yaml .lines", { hasText: "制表符" }).waitFor();
  const { text } = await call(`/api/file?path=${encodeURIComponent("市场营销部/电商运营专员.yaml")}`);
  assert.ok(text.startsWith("# 二〇二六年修订"));
  // The pages say why there are none, and the text opens where the form cannot.
  await page.locator(".middle .trouble", { hasText: "制表符" }).waitFor();
  await entry(page, "厂长").click();
  await page.getByRole("tab", { name: "填写" }).click();
  await choose(page, "厂长");
  await entry(page, "电商运营专员").click();
  await page.locator(".cm-content", { hasText: "二〇二六年修订" }).waitFor();
});

await test("shows the text of a file that is broken, and its form again when it is mended", async (page) => {
  const path = "加工厂/评茶师.yaml";
  await choose(page, "评茶师");
  await page.locator("#field-code").focus();
  const { text, digest } = await call(`/api/file?path=${encodeURIComponent(path)}`);
  await call("/api/file", { path, digest, text: text.replace("岗位编号", "\t岗位编号") });
  await page.locator(".cm-lintRange-error, .cm-lint-marker-error").first().waitFor();
  assert.equal(await page.locator("#field-title").count(), 0);
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "form", "the focus stays beside the pages");
  await choose(page, "厂长");
  await entry(page, "评茶师").click();
  await page.locator(".cm-line", { hasText: "岗位编号" }).click();
  await page.keyboard.press("Home");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Control+s");
  await until(() => page.locator("#field-code").inputValue(), (code) => code === "JG-03", "the form is back");
  await page.locator(".paper svg").waitFor();
});

await test("saves documents, and shows another template set", async (page) => {
  await page.getByRole("button", { name: "导出" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "本岗位导出为 Word" }).click()]);
  assert.equal(download.suggestedFilename(), "说明书.docx");
  await page.getByLabel("版式", { exact: true }).selectOption("modern");
  await page.locator('.paper [fill="#1f6a70"]').first().waitFor();
});

await test("shows labels and one-line texts whole, and keeps no room for what a duty does not have", async (page) => {
  await choose(page, "厂长");
  await page.getByRole("button", { name: "+ 其它" }).click();
  await page.getByRole("button", { name: "+ 工作时间特征" }).click();
  const clipped = () => page.locator(".form textarea").evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight + 1).map(({ value }) => value));
  assert.deepEqual(await clipped(), []);
  await page.locator("#field-code").fill("JG-01-2026-第三次修订版-云岭茶业");
  assert.deepEqual(await clipped(), []);
  const [duty, text] = [await page.locator(".duty").first().boundingBox(), await duties(page).first().boundingBox()];
  assert.ok(duty.height < text.height + 10, `${duty.height} for ${text.height}`);
  await page.locator(".duty .rest").first().click();
  await page.locator(".duty .details").waitFor();
}, { locale: "zh-CN" });

await test("lists items: Enter, Backspace, Alt+arrows", async (page) => {
  await choose(page, "茶园管理部经理");
  const read = async () => (await position("茶园管理部/茶园管理部经理.yaml")).values.authority;
  const items = page.locator("#box-authority textarea");
  await items.nth(2).click();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("签署采工合同");
  await until(read, (list) => list[3] === "签署采工合同", "one more");
  await page.keyboard.press("Alt+ArrowUp");
  await until(read, (list) => list[2] === "签署采工合同", "moved up");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await until(read, (list) => list.length === 3 && list[2] === "提出本部门人员的任免建议", "removed");
  await until(() => items.nth(1).evaluate((box) => box === document.activeElement), Boolean, "the focus is on the one before");
  await page.getByRole("button", { name: /^撤销：茶园管理部经理的权限/ }).click();
  await until(read, (list) => list.length === 4, "taken back");
});

await test("shows the whole handbook, and draws what is in view", async (page) => {
  await page.locator(".view", { hasText: "整本手册" }).click();
  await page.locator(".paper").nth(11).waitFor();
  const drawn = page.locator(".paper svg");
  assert.ok((await drawn.count()) < 8);
  await page.locator(".paper").nth(11).scrollIntoViewIfNeeded();
  await page.locator(".paper").nth(11).locator("svg").waitFor();
});

await test("moves a duty into the next group, and renames it", async (page) => {
  await choose(page, "评茶师");
  await duties(page).nth(1).click();
  await page.keyboard.press("Alt+ArrowDown");
  const read = async () => (await position("加工厂/评茶师.yaml")).values.responsibilities.map(({ group }) => group);
  await until(read, (groups) => groups.join() === "主要工作,协调工作,协调工作", "moved across");
  await page.locator(".groupname").nth(1).fill("协作事项");
  await until(read, (groups) => groups[1] === "协作事项", "renamed");
});

const slow = await serve({ DELAY: "400" });
await test("loses nothing against a slow server: 20 duties typed at once, moved and removed", async (page) => {
  await page.goto(slow.address);
  await page.waitForSelector(".paper svg");
  await choose(page, "护林员");
  await duties(page).last().click();
  await page.keyboard.press("End");
  for (let i = 1; i <= 20; i++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(`第${i}项职责的内容`, { delay: 8 });
    if (i % 4 === 0) await page.keyboard.press("Alt+ArrowUp");
    if (i % 7 === 0) {
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Backspace");
      await page.waitForTimeout(300);
      await page.keyboard.type("重写的一项");
    }
  }
  const shown = () => duties(page).evaluateAll((all) => all.map((box) => box.value));
  const texts = await shown();
  assert.equal(texts.length, 22);
  const read = async () => (await position("茶园管理部/护林员.yaml", slow.address)).values.responsibilities;
  await until(read, (list) => list.map(({ values }) => values.description[0]).join() === texts.join(), "the file has what the form shows");
  await page.waitForTimeout(1000);
  assert.deepEqual(await shown(), texts);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("gangwei-draft")).length), 0);
});
slow.close();

const closed = await serve({ READ_ONLY: "1" });
await test("changes nothing where it may only read", async (page) => {
  await page.goto(closed.address);
  await page.locator(".badge", { hasText: "只读" }).waitFor();
  await page.locator(".form").waitFor();
  assert.equal(await page.locator(".form :is(input, textarea):enabled").count(), 0);
  assert.equal(await page.locator(".form button:visible, .findings .accent").count(), 0);
});
closed.close();

server.close();

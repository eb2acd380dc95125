// The page and the form: from one to the other, editing and reordering on the page, and how soon it follows.

import assert from "node:assert/strict";
import { serve } from "./browser.mjs";
import { choose, client, duties, entry, stories, until } from "./harness.mjs";

const server = await serve();
const test = stories(() => server.address);
const { call, position, edits } = client(server.address);

const spot = (page, place, nth = 1) => page.locator(`[data-spot$=" ${place} ${nth}"]`);
const focusedInput = (page) => page.evaluate(() => {
  const input = document.activeElement;
  return { box: input.closest(".field")?.id, value: input.value };
});
const texts = async (id) => ((await position(id)).values.responsibilities ?? []).map(({ values }) => values.description[0]);

await test("goes from a text of the page to its input", async (page) => {
  await choose(page, "茶园管理部经理");
  await spot(page, "responsibilities.3.description").click();
  await until(() => focusedInput(page), ({ box, value }) => box === "box-responsibilities" && value.startsWith("每周巡园"), "a duty");
  await spot(page, "responsibilities.0.standard").click();
  await until(() => focusedInput(page), ({ value }) => value?.startsWith("每年11月30日"), "its standard, unfolded");
  await spot(page, "qualifications.1.items").click();
  await until(() => focusedInput(page), ({ value }) => value?.startsWith("8年以上"), "under a label");
  await spot(page, "headcount").click();
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "field-headcount", "a label of the form");
});

await test("goes from an empty cell to what stands before it", async (page) => {
  await choose(page, "初制车间主任");
  // The third column of a duty that has no standard.
  const { x, y, height, width } = await spot(page, "responsibilities.0.description").boundingBox();
  const paper = await page.locator(".paper").boundingBox();
  await page.mouse.click(paper.x + paper.width * 0.85, y + height / 2);
  await until(() => focusedInput(page), ({ value }) => value === "按鲜叶等级安排工艺参数", "the duty of the row");
  assert.ok(x + width < paper.x + paper.width * 0.85);
});

await test("marks on the page what has the focus, and scrolls only if it must", async (page) => {
  await choose(page, "茶园管理部经理");
  const scrolled = () => page.locator(".scroller").evaluate((box) => box.scrollTop);
  await page.locator("#field-code").focus();
  await until(() => page.locator(".spot.lit").count(), (n) => n === 2, "the label and the text");
  await duties(page).nth(1).focus();
  await until(() => page.locator(".spot.lit").getAttribute("data-spot"), (key) => key.includes("responsibilities.1.description"), "a duty");
  assert.equal(await scrolled(), 0);
  await page.getByRole("button", { name: "100%" }).click();
  await page.locator("#box-kpis textarea").first().focus();
  await until(scrolled, (top) => top > 0, "what is out of view comes into it");
}, { viewport: { width: 1280, height: 700 } });

await test("follows the line that is typed, from page to page", async (page) => {
  await choose(page, "初制车间主任");
  await duties(page).last().click();
  await page.keyboard.press("End");
  for (let n = 1; n <= 30; n++) {
    await page.keyboard.press("Enter");
    await page.keyboard.type(`第${n}项工作按期完成`);
    const lit = page.locator(`[data-spot*=" responsibilities.${n + 1}.description "].lit`);
    await until(() => lit.evaluate((spot) => {
      const [own, view] = [spot.getBoundingClientRect(), spot.closest(".scroller").getBoundingClientRect()];
      return { above: view.top - own.top, below: own.bottom - view.bottom };
    }), ({ above, below }) => above <= 0 && below <= 0, `duty ${n} is in view`);
  }
  assert.ok((await page.locator(".paper").count()) > 1);
  const scrolled = () => page.locator(".scroller").evaluate((box) => box.scrollTop);
  const before = await scrolled();
  await page.keyboard.type("并记录");
  await page.waitForTimeout(500);
  assert.equal(await scrolled(), before, "it stays while the line is in view");
}, { viewport: { width: 1280, height: 700 } });

await test("shows the page of each key press, and replaces only what has changed", async (page) => {
  await choose(page, "设备维修工");
  await duties(page).first().click();
  await page.keyboard.press("End");
  await page.locator(".scroller").evaluate((box) => box.scrollTo(0, 30));
  for (const char of "并记录结果") {
    await page.keyboard.type(char);
    await page.waitForTimeout(120);
  }
  const times = await page.evaluate(() => performance.getEntriesByName("gangwei:key-to-page").map(({ duration }) => duration));
  assert.ok(times.length >= 4, `${times.length} pages`);
  console.log("     key press to page:", times.map(Math.round).join(" "), "ms");
  assert.equal(await page.locator(".scroller").evaluate((box) => box.scrollTop), 30);
  const asked = (await call("/mock/requests")).filter(({ path }) => path === "/api/pages").length;
  await page.locator(".ink svg").evaluate((drawing) => (drawing.dataset.mine = "1"));
  await page.locator("#field-code").fill("JG-04");
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".ink svg[data-mine]").count(), 1, "an edit that changes no page replaces none");
  assert.equal((await call("/mock/requests")).filter(({ path }) => path === "/api/pages").length, asked, "no request of its own");
  await page.locator('.ink g[data-source="title"]').first().evaluate((group) => (group.dataset.mine = "1"));
  await duties(page).first().fill("保养设备");
  await page.locator(".ink", { hasText: "保养设备" }).waitFor();
  assert.equal(await page.locator(".ink g[data-mine]").count(), 1, "what is as before on a page stays");
  assert.ok((await edits()).every(({ pages }) => pages.fonts === "mock" && pages.glyphs.includes("g0-1")), "outlines that the page has");
});

await test("tells how full the sheet is, on the page and in the form", async (page) => {
  await choose(page, "茶园管理部经理");
  await until(() => page.locator(".pagebar .extent").textContent(), (text) => /共 1 页余 \d+ 行/.test(text), "lines left");
  await page.locator(".chip", { hasText: "备注" }).click();
  const left = async () => Number(/余 (\d+)/.exec(await page.locator(".counted .extent").textContent())?.[1]);
  const before = await left();
  await page.keyboard.type("随时可能出差，须服从安排");
  await until(left, (now) => now < before, "fewer lines are left");
});

await test("edits on the page: Enter goes on, and makes a new duty at the end", async (page) => {
  await choose(page, "评茶师");
  const id = "加工厂/评茶师.yaml";
  await spot(page, "responsibilities.1.description").dblclick();
  const box = page.locator(".inplace textarea");
  await box.waitFor();
  assert.equal(await box.inputValue(), "保管标准样，每年更换");
  await page.keyboard.type("一次");
  await until(() => texts(id), (list) => list[1] === "保管标准样，每年更换一次", "saved while it is typed");
  await page.keyboard.press("Enter");
  await until(() => box.inputValue(), (text) => text.startsWith("向茶园管理部"), "the next duty");
  await page.keyboard.press("Enter");
  await until(() => box.inputValue(), (text) => text === "", "a new one");
  await page.keyboard.type("整理审评记录");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("每月归档");
  await until(async () => (await position(id)).values.responsibilities.at(-1).values.description, (lines) => lines.join() === "整理审评记录,每月归档", "two lines");
  await page.keyboard.press("Escape");
  await until(() => texts(id), (list) => list.length === 3, "given up: it was blank before");
  await until(() => box.count(), (count) => count === 0, "closed");
});

await test("covers only the text that is edited on the page", async (page) => {
  await choose(page, "评茶师");
  const before = await spot(page, "headcount", 2).boundingBox();
  await spot(page, "headcount", 2).dblclick();
  const box = await page.locator(".inplace textarea").boundingBox();
  assert.ok(box.height < before.height * 1.5, `${box.height} over ${before.height}`);
  assert.ok(Math.abs(box.y + box.height / 2 - before.y - before.height / 2) < 3, "where it stands");
});

await test("gives up by Esc, and leaves the focus on the text", async (page) => {
  await choose(page, "总经理");
  const id = "市场营销部/总经理.yaml";
  await spot(page, "responsibilities.1.description").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F2");
  await page.locator(".inplace textarea").waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("全错了");
  await until(() => texts(id), (list) => list[1] === "全错了", "typed");
  await page.keyboard.press("Escape");
  await until(() => texts(id), (list) => list[1] === "审批年度预算", "as before");
  await until(() => page.evaluate(() => document.activeElement.dataset.spot), (key) => key?.includes("responsibilities.1.description"), "the text has the focus");
  await page.keyboard.press("Alt+ArrowUp");
  await until(() => texts(id), (list) => list[0] === "审批年度预算", "moved by keys");
  await until(() => page.evaluate(() => document.activeElement.dataset.spot), (key) => key?.includes("responsibilities.0.description"), "the focus follows");
});

await test("drags duties on the page", async (page) => {
  await choose(page, "护林员");
  const id = "茶园管理部/护林员.yaml";
  const first = await spot(page, "responsibilities.0.description").boundingBox();
  const second = await spot(page, "responsibilities.1.description").boundingBox();
  await page.mouse.move(first.x + 40, first.y + first.height / 2);
  await page.mouse.down();
  await page.mouse.move(first.x + 50, first.y + 20, { steps: 4 });
  await page.mouse.move(second.x + 40, second.y + second.height - 2, { steps: 4 });
  await page.locator(".dropline").waitFor();
  await page.mouse.up();
  await until(() => texts(id), (list) => list[1].startsWith("每日巡护"), "dragged");
  await until(() => page.locator(".ink").first().textContent(), (text) => text.includes("2、每日巡护"), "numbers follow");
});

await test("drops a duty of the form at the nearest place, wherever it is let go", async (page) => {
  await choose(page, "厂长");
  const id = "加工厂/厂长.yaml";
  const [first, second] = await texts(id);
  const drag = async (from, y) => {
    const grip = await page.locator(".duty .grip").nth(from).boundingBox();
    await page.mouse.move(grip.x + 4, grip.y + 6);
    await page.mouse.down();
    await page.mouse.move(grip.x + 4, grip.y - 20, { steps: 3 });
    await page.mouse.move(grip.x + 4, y, { steps: 5 });
    await page.mouse.up();
  };
  await page.locator("#box-responsibilities").evaluate((box) => box.scrollIntoView());
  await drag(1, (await page.locator(".duty").first().boundingBox()).y - 4);
  await until(() => texts(id), (list) => list[0] === second, "above the first one");
  await drag(0, (await page.locator(".duty").last().boundingBox()).y + 70);
  await until(() => texts(id), (list) => list.at(-1) === second && list[0] === first, "below the last one");
});

await test("moves a duty past the edge of its group by keys, as the form does", async (page) => {
  await choose(page, "电商运营专员");
  const read = async () => (await position("市场营销部/电商运营专员.yaml")).values.responsibilities.map(({ group, values }) => group + values.description[0].slice(0, 2)).join();
  const focus = () => page.evaluate(() => document.activeElement.dataset.spot);
  await spot(page, "responsibilities.1.description").focus();
  for (const [key, now, at] of [
    ["ArrowDown", "主要工作更新,日常工作策划,日常工作答复", 1],
    ["ArrowDown", "主要工作更新,日常工作答复,日常工作策划", 2],
    ["ArrowUp", "主要工作更新,日常工作策划,日常工作答复", 1],
    ["ArrowUp", "主要工作更新,主要工作策划,日常工作答复", 1],
  ]) {
    await page.keyboard.press(`Alt+${key}`);
    await until(read, (duties) => duties === now, key);
    await until(focus, (place) => place?.includes(`responsibilities.${at}.description`), "the focus follows");
  }
});

await test("gives up by Esc what is carried, on the page, in the form and in the chart", async (page) => {
  await choose(page, "护林员");
  const before = await texts("茶园管理部/护林员.yaml");
  const asked = (await edits()).length;
  const drag = async (from, to, mark) => {
    const [a, b] = [await from.boundingBox(), await to.boundingBox()];
    await page.mouse.move(a.x + 9, a.y + a.height / 2);
    await page.mouse.down();
    await page.mouse.move(b.x + 9, b.y + b.height - 2, { steps: 6 });
    await page.locator(mark).waitFor();
    await page.keyboard.press("Escape");
    await until(() => page.locator(mark).count(), (n) => n === 0, "given up");
    await page.mouse.up();
  };
  await drag(spot(page, "responsibilities.0.description"), spot(page, "responsibilities.1.description"), ".dropline");
  await drag(page.locator(".duty .grip").nth(0), page.locator(".duty").nth(1), '[data-drop="after"]');
  await page.locator(".view", { hasText: "组织图" }).click();
  const node = (title) => page.locator(".node", { hasText: title }).first();
  await drag(node("评茶师"), node("总经理"), ".node.over");
  assert.deepEqual(await texts("茶园管理部/护林员.yaml"), before);
  assert.equal((await edits()).length, asked);
});

await test("reorders by touch: a long press on the page, the grip in the form", async (page) => {
  await choose(page, "茶艺农技员");
  const id = "茶园管理部/茶艺农技员.yaml";
  const touch = await page.context().newCDPSession(page);
  const go = async (from, to, rest) => {
    const at = ({ x, y }) => [{ x, y }];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
    await page.waitForTimeout(rest);
    for (const part of [0.3, 0.7, 1]) await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part }) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  const middle = async (locator, low = 0.5) => {
    const { x, y, height } = await locator.boundingBox();
    return { x: x + 9, y: y + height * low };
  };
  await go(await middle(spot(page, "responsibilities.0.description")), await middle(spot(page, "responsibilities.2.description"), 0.9), 500);
  await until(() => texts(id), (list) => list[2] === "制订各片区的修剪、施肥方案", "on the page");
  await go(await middle(page.locator(".duty .grip").nth(2)), await middle(page.locator(".duty").nth(0), 0.2), 30);
  await until(() => texts(id), (list) => list[0] === "制订各片区的修剪、施肥方案", "in the form");
}, { hasTouch: true, viewport: { width: 1280, height: 1100 } });

await test("on a tablet a tap selects, two taps edit, and the form stays folded away", async (page) => {
  await page.touchscreen.tap(400, 300);
  const { x, y, height } = await spot(page, "responsibilities.1.description").boundingBox();
  await page.touchscreen.tap(x + 60, y + height / 2);
  await page.locator(".spot.lit").waitFor();
  assert.equal(await page.locator(".app").getAttribute("data-drawer"), "none");
  await page.waitForTimeout(600);
  await page.touchscreen.tap(x + 60, y + height / 2);
  await page.touchscreen.tap(x + 60, y + height / 2);
  await page.locator(".inplace textarea").waitFor();
  assert.ok((await page.locator(".inplace textarea").inputValue()).startsWith("组织春茶"));
}, { hasTouch: true, isMobile: true, viewport: { width: 820, height: 1180 } });

await test("a draft comes back, and the id that a rename gives is gone on with", async (page) => {
  await choose(page, "采摘班长");
  await page.route("**/api/edit", (route) => route.abort());
  await duties(page).first().fill("写到一半的话");
  await page.waitForTimeout(100);
  await page.reload();
  await page.waitForSelector(".paper svg");
  await entry(page, "采摘班长").click();
  await page.unroute("**/api/edit");
  await page.locator(".note", { hasText: "未保存" }).getByRole("button", { name: "恢复" }).click();
  await until(() => texts("茶园管理部/采摘班长.yaml"), (list) => list[0] === "写到一半的话", "restored");
});

server.close();

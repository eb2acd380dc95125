// Takes screenshots in both languages, light and dark, at three widths: `node test/shots.mjs DIR`.

import { mkdir } from "node:fs/promises";
import { browser, program, serve } from "./browser.mjs";

const dir = process.argv[2] ?? "shots";
await mkdir(dir, { recursive: true });
// `node test/shots.mjs DIR PROGRAM FOLDER` takes them of a real handbook.
const [, , , path, folder] = process.argv;
const server = path ? await program(path, folder) : await serve();
const chromium = await browser();
for (const [name, width, height, locale, colorScheme] of [
  ["1280-zh-light", 1280, 800, "zh-CN", "light"],
  ["1280-en-light", 1280, 800, "en-GB", "light"],
  ["1024-zh-light", 1024, 768, "zh-CN", "light"],
  ["1600-zh-light", 1600, 1000, "zh-CN", "light"],
  ["1600-en-dark", 1600, 1000, "en-GB", "dark"],
  ["820-zh-light", 820, 1180, "zh-CN", "light"],
  ["820-en-dark", 820, 1180, "en-GB", "dark"],
]) {
  const page = await chromium.newPage({ viewport: { width, height }, locale, colorScheme });
  await page.goto(server.address);
  await page.waitForSelector(".paper svg");
  const shot = (part) => page.screenshot({ path: `${dir}/${name}${part}.png` });
  await page.locator(".spot").first().waitFor();
  await shot("");
  // What is not of one position: the views, the search, a menu, a dialog.
  for (const [nth, part, ready] of [[1, "chart", ".node"], [2, "staffing", ".staffing"], [0, "handbook", ".paper svg"]]) {
    if (width <= 1024) await page.locator(".bar .fold").first().click();
    await page.waitForTimeout(300);
    await page.locator(".view").nth(nth).click();
    await page.locator(ready).first().waitFor();
    await page.waitForTimeout(400);
    await shot(`-${part}`);
  }
  await page.keyboard.press("Control+k");
  await page.keyboard.type("计划");
  await page.locator("#hits li").first().waitFor();
  await shot("-search");
  await page.keyboard.press("Escape");
  if (width <= 1024) await page.locator(".bar .fold").first().click();
  await page.waitForTimeout(300);
  await page.locator(".item .entry").first().click();
  await page.locator(".spot").nth(12).waitFor();
  if (width > 1024) {
    await page.locator(".item .entry").nth(1).focus();
    await page.keyboard.press("Shift+F10");
    await page.locator(".menu").waitFor();
    await shot("-menu");
    await page.keyboard.press("Escape");
    await page.locator(".depart button").first().click();
    await page.locator("dialog").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("dialog .trouble").waitFor();
    await shot("-dialog");
    await page.keyboard.press("Escape");
    await page.locator(".pick .quiet").click();
    await shot("-parameters");
    await page.keyboard.press("Escape");
    await page.locator(".bar .documents").click();
    await shot("-export");
    await page.keyboard.press("Escape");
  }
  await page.locator('[data-spot*="responsibilities.1.description"]').first().dblclick();
  await page.locator(".inplace").waitFor();
  await shot("-in-place");
  await page.keyboard.press("Escape");
  await page.waitForTimeout(300);
  if (width <= 1024) {
    await page.locator(".bar .fold").last().click();
    await page.waitForTimeout(400);
    await shot("-form");
  } else {
    await page.locator(".findings .toggle").click();
    await page.locator(".duty .rest").nth(1).click();
    await page.locator(".duty textarea").nth(1).focus();
    await page.locator("#box-responsibilities").evaluate((box) => box.scrollIntoView());
    await shot("-duties");
    await page.locator("#box-qualifications").evaluate((box) => box.scrollIntoView());
    await shot("-lists");
    if (!path) await notes(page, shot, `${colorScheme}-${locale}-${width}`);
    await page.locator("#tab-yaml").click();
    await page.waitForSelector(".cm-content");
    await shot("-yaml");
  }
  await page.close();
}
await chromium.close();
server.close();

/** A refusal and a conflict. */
async function notes(page, shot, made) {
  await page.locator("#field-headcount").fill("若干");
  await page.locator("#box-headcount [role=alert]").waitFor();
  const headers = { "X-Gangwei-Token": "mock" };
  await fetch(new URL("/mock/behind", server.address), { method: "POST", headers, body: JSON.stringify({ id: "茶园管理部/茶园管理部经理.yaml", key: "summary", value: [`统筹茶园的种植和采摘 ${made}`] }) });
  await page.locator("#field-summary").fill("统筹四个山头茶园的种植、采摘和养护，对鲜叶的数量与品质负责");
  await page.locator("[role=alertdialog]").waitFor();
  await page.locator("#box-title").evaluate((box) => box.scrollIntoView());
  await shot("-notes");
  await page.locator("[role=alertdialog] button").first().click();
  await page.locator("#field-headcount").fill("1");
  await page.waitForTimeout(500);
}

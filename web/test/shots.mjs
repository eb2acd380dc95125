// Takes screenshots in both languages, light and dark, at three widths: `node test/shots.mjs DIR`.

import { mkdir } from "node:fs/promises";
import { browser, serve } from "./browser.mjs";

const dir = process.argv[2] ?? "shots";
await mkdir(dir, { recursive: true });
const server = await serve();
const chromium = await browser();
for (const [name, width, height, locale, colorScheme] of [
  ["1280-zh-light", 1280, 800, "zh-CN", "light"],
  ["1280-en-light", 1280, 800, "en-GB", "light"],
  ["1600-zh-light", 1600, 1000, "zh-CN", "light"],
  ["1600-en-dark", 1600, 1000, "en-GB", "dark"],
  ["820-zh-light", 820, 1180, "zh-CN", "light"],
  ["820-en-dark", 820, 1180, "en-GB", "dark"],
]) {
  const page = await chromium.newPage({ viewport: { width, height }, locale, colorScheme });
  await page.goto(server.address);
  await page.waitForSelector(".paper svg");
  await page.screenshot({ path: `${dir}/${name}.png` });
  if (width === 820) {
    await page.locator(".bar .fold").last().click();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${dir}/${name}-form.png` });
  } else {
    await page.locator(".findings .toggle").click();
    await page.locator(".duty .rest").nth(1).click();
    await page.locator(".duty textarea").nth(1).focus();
    await page.locator("#box-responsibilities").evaluate((box) => box.scrollIntoView());
    await page.screenshot({ path: `${dir}/${name}-duties.png` });
    await page.locator("#box-qualifications").evaluate((box) => box.scrollIntoView());
    await page.screenshot({ path: `${dir}/${name}-lists.png` });
    await page.locator("#field-headcount").fill("若干");
    await page.locator("#box-headcount [role=alert]").waitFor();
    const headers = { "X-Gangwei-Token": "mock" };
    const summary = `${colorScheme}-${locale}-${width}`;
    await fetch(new URL("/mock/behind", server.address), { method: "POST", headers, body: JSON.stringify({ id: "茶园管理部/茶园管理部经理.yaml", key: "summary", value: [`统筹茶园的种植和采摘 ${summary}`] }) });
    await page.locator("#field-summary").fill("统筹四个山头茶园的种植、采摘和养护，对鲜叶的数量与品质负责");
    await page.locator("[role=alertdialog]").waitFor();
    await page.locator("#box-title").evaluate((box) => box.scrollIntoView());
    await page.screenshot({ path: `${dir}/${name}-notes.png` });
    await page.locator("[role=alertdialog] button").first().click();
    await page.locator("#field-headcount").fill("1");
    await page.waitForTimeout(500);
    await page.locator("#tab-yaml").click();
    await page.waitForSelector(".cm-content");
    await page.screenshot({ path: `${dir}/${name}-yaml.png` });
  }
  await page.close();
}
await chromium.close();
server.close();

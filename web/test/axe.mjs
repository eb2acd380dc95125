// Accessibility: axe finds nothing in any view.

import assert from "node:assert/strict";
import { serve } from "./browser.mjs";
import { choose, client, faults, stories } from "./harness.mjs";

const server = await serve();
const test = stories(() => server.address);
const { call } = client(server.address);

for (const [name, options, act] of [
  ["Chinese, light", {}, async () => {}],
  ["English, dark, findings and a duty open", { locale: "en-GB", colorScheme: "dark" }, async (page) => {
    await page.locator(".findings .toggle").click();
    await page.locator(".duty .rest").nth(1).click();
    await page.locator(".explain").first().click();
  }],
  ["the text of a file", {}, async (page) => {
    await page.getByRole("tab", { name: "YAML" }).click();
    await page.locator(".cm-content").waitFor();
  }],
  ["a tablet with its form open", { viewport: { width: 820, height: 1180 } }, async (page) => {
    await page.locator(".bar .fold").last().click();
    await page.waitForTimeout(300);
  }],
  ["a conflict", {}, async (page) => {
    await choose(page, "总经理");
    await call("/mock/behind", { id: "市场营销部/总经理.yaml", key: "summary", value: ["主持工作"] });
    await page.locator("#field-summary").fill("主持全面工作");
    await page.getByRole("alertdialog").waitFor();
  }],
  ["dark pages with a marked text, and a menu", { colorScheme: "dark" }, async (page) => {
    await page.locator(".spot").nth(8).click();
    await page.locator(".item .dots").first().click({ force: true });
  }],
  ["a text that is edited on the page", {}, async (page) => {
    await page.locator('[data-spot*="responsibilities.1.description"]').dblclick();
    await page.locator(".inplace").waitFor();
  }],
  ["the chart in the dark, in English", { locale: "en-GB", colorScheme: "dark" }, async (page) => {
    await page.locator(".view").nth(1).click();
    await page.locator(".node").first().waitFor();
  }],
  ["the staffing table in the dark", { colorScheme: "dark" }, async (page) => {
    await page.locator(".view").nth(2).click();
    await page.locator(".staffing").waitFor();
  }],
]) {
  await test(`axe finds nothing: ${name}`, async (page) => {
    await act(page);
    assert.deepEqual(await faults(page), []);
  }, options);
}

server.close();

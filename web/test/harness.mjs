// What every story needs: a page of a server, and waiting for what holds.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { browser } from "./browser.mjs";

export const chromium = await browser();
export const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const outcome = { failures: 0, passed: 0 };

/** Speaks to a server as the page does. */
export function client(address) {
  const { origin, searchParams } = new URL(address);
  const headers = { "X-Gangwei-Token": searchParams.get("token") };
  const call = async (path, body) => (await fetch(origin + path, { ...(body && { method: "POST", body: JSON.stringify(body) }), headers: { ...headers, "Content-Type": "application/json" } })).json();
  const position = (id) => call(`/api/position?id=${encodeURIComponent(id)}`);
  return { address, origin, headers, call, position, edits: async () => (await call("/mock/requests")).filter(({ path }) => path === "/api/edit").map(({ body }) => body) };
}

/** Waits until what `read` gives holds. */
export async function until(read, holds, what, tries = 60) {
  let value;
  for (let i = 0; i < tries; i++) {
    value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: ${JSON.stringify(value)}`);
}

export async function open(address, { ready = ".paper svg", ...options } = {}) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    outcome.failures++;
    console.error("error in the page:", error);
  });
  page.on("console", (message) => {
    // A refusal (409, 422) is an answer that the browser reports, too; a server that is gone, the page.
    if (message.type() === "error" && !/^Failed to load resource|Failed to fetch|ERR_/.test(message.text())) {
      outcome.failures++;
      console.error("said by the page:", message.text());
    }
  });
  // DIST=1 tries this bundle with a program that was built with another one.
  if (process.env.DIST) await context.route(/\/(app\.js|app\.css|yaml\.js)$/, (route) => route.fulfill({ path: fileURLToPath(new URL(`../dist${new URL(route.request().url()).pathname}`, import.meta.url)) }));
  await page.goto(address);
  await page.waitForSelector(ready);
  return page;
}

/** Stories about a server: each begins with a page of its own. */
export const stories = (address) => async (name, run, options) => {
  if (process.env.ONLY && !name.includes(process.env.ONLY)) return;
  let page = null;
  try {
    page = await open(address(), options);
    await run(page);
    outcome.passed++;
    console.log("ok  ", name);
  } catch (error) {
    outcome.failures++;
    console.error("FAIL", name, "\n", error);
    await page?.screenshot({ path: `/tmp/gangwei-failed-${outcome.failures}.png` });
  }
  await page?.context().close();
};

const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** What axe finds wrong with a page, in words. */
export async function faults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`).join("\n")}`);
}

export const entry = (page, title) => page.locator(".item .entry", { hasText: title }).first();
export const duties = (page) => page.locator(".duty > textarea");
export const choose = async (page, title) => {
  await entry(page, title).click();
  await until(() => page.locator("#field-title").inputValue(), (value) => value === title, "the form shows the position");
};

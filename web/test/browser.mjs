// Starts the stand-in server and a browser for tests and screenshots.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

export async function serve(env = {}) {
  const server = spawn(process.execPath, ["mock/server.mjs"], { cwd: new URL("..", import.meta.url), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve) => server.stdout.once("data", (text) => resolve(String(text).trim())));
  return { address, close: () => server.kill() };
}

export const browser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

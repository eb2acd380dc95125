// Starts the stand-in server and a browser for tests and screenshots.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

export async function serve(env = {}) {
  const server = spawn(process.execPath, ["mock/server.mjs"], { cwd: new URL("..", import.meta.url), env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((resolve) => server.stdout.once("data", (text) => resolve(String(text).trim())));
  return { address, close: () => server.kill() };
}

/** The program itself on a folder: `kill` ends it at once, as a crash would. */
export async function program(path, folder, port = 0) {
  const child = spawn(path, ["serve", folder, ...(port ? ["--port", String(port)] : [])], { stdio: ["ignore", "ignore", "pipe"] });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  let said = "";
  const address = await new Promise((resolve, reject) => {
    child.stderr.on("data", (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code}: ${said}`)));
  });
  const end = (signal) => (child.kill(signal), gone);
  return { address, pid: child.pid, close: () => end("SIGINT"), kill: () => end("SIGKILL") };
}

export const browser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

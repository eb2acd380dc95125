// Goes through the page as a person would, in a real browser. Ends with 1 if anything fails.
//
// Against the stand-in server; with `--program PATH` against that program, on a copy of the sample project; with `--speed`
// besides, it only tells how long things take in large handbooks. ONLY=words takes
// the stories whose names have these words.

import { chromium, outcome } from "./harness.mjs";

const program = process.argv.indexOf("--program");
if (program > 0) {
  const { all } = await import("./real.mjs");
  await all(process.argv[program + 1]);
} else {
  for (const file of (process.env.FILES ?? 'form,page,project,views,axe').split(',')) await import(`./${file}.mjs`);
}
await chromium.close();
console.log(`${outcome.passed} passed, ${outcome.failures} failed`);
process.exit(outcome.failures > 0 ? 1 : 0);

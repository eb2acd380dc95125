// Bundles the page into dist/: the same source gives the same bytes.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  logLevel: "info",
};

// The editor of texts is large, and few open it: it is a bundle of its own, loaded when asked for.
const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: { app: "src/main.tsx", yaml: "src/yaml-editor.ts" },
  outdir: "dist",
});

// The licences of what is bundled go with it.
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
const notices = await Promise.all([...packages].sort().map(async (name) => {
  const folder = new URL(`node_modules/${name}/`, import.meta.url);
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name}\n\n${(await readFile(new URL(file, folder), "utf8")).trim()}\n`;
}));
await writeFile(new URL("dist/licenses.txt", import.meta.url), notices.join("\n----\n\n"));

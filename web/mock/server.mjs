// A stand-in for the server: it speaks the interface with a small made-up handbook, so that the page can be seen and tested.
//
// `node mock/server.mjs [PORT]` prints the address. Positions live in memory; their pages are rough drawings.
// EMPTY=1 begins with nothing, MANY=300 adds positions, READ_ONLY=1 and DELAY=400 do what they say.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { findings, fix } from "./checks.mjs";
import { bound, broken, drawn } from "./drawing.mjs";
import { schema } from "./handbook.mjs";
import { chart, handbook, make, move, remove, rename, search, staffing } from "./operations.mjs";
import { changed, choices, digest, edit, fail, Failure, find, generation, HANDBOOK, hear, isBroken, redo, refuse, steps, store, told, undo, view, yaml } from "./store.mjs";

const TOKEN = "mock";
const root = new URL("..", import.meta.url);

const PARAMETERS = [
  { name: "toc", zh: "目录", en: "Table of contents", kind: "switch", usual: "true" },
  { name: "depth", zh: "目录层数", en: "Levels of the contents", kind: "number", usual: "2" },
  { name: "accent", zh: "标题的颜色", en: "Colour of titles", kind: "text", usual: "#000000" },
  { name: "margin", zh: "页边距", en: "Margin", kind: "size", usual: "20mm" },
];

function project() {
  const found = findings();
  const count = (id, severity) => found.filter((one) => one.position === id && one.severity === severity).length;
  return {
    title: store.handbook.title ?? "岗位职责说明书", company: store.handbook.company ?? null, language: "zh", folder: "/handbook",
    readOnly: process.env.READ_ONLY === "1", generation, set: choices.set,
    sets: [{ name: "standard", zh: "标准", en: "Standard" }, { name: "modern", zh: "现代", en: "Modern" }, { name: "compact", zh: "紧凑", en: "Compact" }],
    parameters: PARAMETERS.map((one) => ({ ...one, value: choices.parameters[one.name] ?? one.usual })),
    departments: store.departments.map((name) => ({
      name,
      positions: [...store.positions.values()].filter((one) => one.department === name).map(({ id, values }) => ({
        id, title: values.title, code: values.code ?? null, status: values.status === "withdrawn" ? "withdrawn" : "active", errors: count(id, "error"), warnings: count(id, "warning"),
      })),
    })).filter(({ positions }) => positions.length > 0),
    findings: found, ...steps(),
  };
}

function settings({ set, parameters = {} }) {
  for (const [name, value] of Object.entries(parameters)) {
    if (name === "depth" && value !== null && !/^\d+$/.test(value)) refuse(`版式参数 \`depth\` 不能是 \`${value}\``, `the parameter \`depth\` cannot be \`${value}\``);
    if (name === "margin" && value !== null && !/^\d+(mm|cm|pt)$/.test(value)) refuse(`“${value}”不是长度，写成 20mm`, `“${value}” is no length: write 20mm`);
    if (value === null) delete choices.parameters[name];
    else choices.parameters[name] = value;
  }
  choices.set = set ?? choices.set;
  changed();
  return project();
}

function writeFile({ path, digest: known, text }) {
  const now = yaml(find(path));
  if (digest(now) !== known) fail(409, { error: "changed", text: now, digest: digest(now) });
  store.files.set(path, text);
  changed();
  return told(null);
}

/** For tests: what happens when somebody else changes the file, without a word to the page. */
function behind({ id, key, value }) {
  const position = find(id);
  position.values = { ...position.values, [key]: value };
  return {};
}

function pages({ id, from, count }) {
  if (id === "*") return bound([...store.positions.values()].map((one) => drawn(one, choices.set)), Number(from ?? 0), Number(count ?? Infinity));
  if (isBroken(id)) return broken(findings().filter((one) => one.path === id && one.code === "E001"));
  return drawn(find(id), choices.set);
}

const edited = (body) => ({ ...edit(body), ...(body.pages && body.id !== HANDBOOK && { pages: pages({ id: body.id }) }) });

const requests = [];
const routes = {
  "GET /api/project": project,
  "GET /api/schema": () => schema,
  "GET /api/handbook": handbook,
  "GET /api/position": ({ id }) => view(id),
  "GET /api/pages": pages,
  "GET /api/chart": chart,
  "GET /api/staffing": staffing,
  "GET /api/search": search,
  "POST /api/edit": edited,
  "POST /api/undo": undo,
  "POST /api/redo": redo,
  "POST /api/fix": fix,
  "POST /api/new": make,
  "POST /api/remove": remove,
  "POST /api/move": move,
  "POST /api/rename": rename,
  "GET /api/file": ({ path }) => ({ path, text: yaml(find(path)), digest: digest(yaml(find(path))) }),
  "POST /api/file": writeFile,
  "POST /api/settings": settings,
  "POST /mock/behind": behind,
  "GET /mock/requests": () => requests,
};

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8" };
const PAGE = { "/": "index.html", "/app.js": "dist/app.js", "/app.css": "dist/app.css", "/yaml.js": "dist/yaml.js" };

async function answer(request, response) {
  const url = new URL(request.url, "http://localhost");
  const asset = PAGE[url.pathname];
  if (asset) {
    response.setHeader("Content-Type", TYPES[asset.split(".").at(-1)]);
    response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'");
    return response.end(await readFile(new URL(asset, root)));
  }
  const parameters = Object.fromEntries(url.searchParams);
  if ((request.headers["x-gangwei-token"] ?? parameters.token) !== TOKEN) fail(403, { error: "forbidden", zh: "没有令牌", en: "no token" });
  if (url.pathname === "/api/events") return hear(request, response);
  if (url.pathname === "/api/document") {
    requests.push({ path: url.pathname, body: parameters });
    response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent("说明书")}.${parameters.format}` });
    return response.end("document");
  }
  const route = routes[`${request.method} ${url.pathname}`] ?? fail(404, { error: "not-found" });
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks)) : parameters;
  if (url.pathname.startsWith("/api/")) requests.push({ path: url.pathname, body });
  // A server that is slow, if asked for: the answer is old by the time it comes.
  const result = JSON.stringify(route(body));
  if (process.env.DELAY) await new Promise((resolve) => setTimeout(resolve, Math.random() * Number(process.env.DELAY)));
  response.setHeader("Content-Type", "application/json");
  return response.end(result);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (!(error instanceof Failure)) console.error(error);
    response.writeHead(error.status ?? 500, { "Content-Type": "application/json" });
    response.end(JSON.stringify(error.body ?? { error: "internal" }));
  });
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/?token=${TOKEN}`));

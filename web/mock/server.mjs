// A stand-in for the server: it speaks the interface with a small made-up handbook, so that the page can be seen and tested.
//
// `node mock/server.mjs [PORT]` prints the address. Positions live in memory; their pages are rough drawings.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { departments, schema } from "./handbook.mjs";
import { drawn } from "./drawing.mjs";

const TOKEN = "mock";
const root = new URL("..", import.meta.url);
const positions = new Map();
for (const { name, positions: own } of departments) {
  own.forEach((values) => {
    const file = `${name}/${values.title}.yaml`;
    positions.set(file, { id: file, file, department: name, values: placed(values) });
  });
}
let generation = 1;
let set = "standard";
let past = [];
let future = [];
const files = new Map();
const listeners = new Set();

/** Gives items their places, as reading a file does. */
function placed(values) {
  const anew = (value) => (Array.isArray(value) ? value.map((item, was) => (typeof item === "string" ? item : { ...item, was, ...(item.values && { values: placed(item.values) }) })) : value);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, anew(value)]));
}

const words = (value) => JSON.stringify(value ?? null, (key, inner) => (key === "was" ? undefined : inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner));
const name = (key) => schema.record.find((info) => info.name === key)?.zh ?? key;
const yaml = (position) => files.get(position.file) ?? `# 由人事部维护\n${Object.entries(position.values).map(([key, value]) => (typeof value === "string" ? `${name(key)}: ${value}` : `${name(key)}: ${words(value)}`)).join("\n")}\n`;
const digest = (text) => String([...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 1000003, 7));
const view = ({ id, file, department, values }) => ({ id, file, digest: digest(yaml({ file, values })), title: values.title, department, values });

function findings() {
  const found = [];
  const add = (code, severity, position, key, line, zh, en, more = {}) =>
    found.push({ code, severity, zh, en, helpZh: null, helpEn: null, path: position.file, line, column: 1, position: position.id, key, fix: false, ...more });
  const titles = new Set([...positions.values()].map(({ values }) => values.title));
  for (const position of positions.values()) {
    const { values } = position;
    if (!values.summary && values.status !== "撤销") add("W201", "warning", position, "summary", 1, "没有写职责概括", "there is no summary", { helpZh: "用一两句话概括岗位的职责", helpEn: "say in a sentence or two what the position is for" });
    const above = values.reports_to?.administrative[0];
    if (above && !titles.has(above)) add("E301", "error", position, "reports_to", 4, `手册里没有岗位“${above}”`, `no position is called “${above}”`);
    if (/[,;]/.test(values.summary?.[0] ?? "")) add("W120", "warning", position, "summary", 6, "中文里用了半角标点", "half-width punctuation in Chinese", { fix: true });
    const weights = (values.kpis ?? []).reduce((sum, { values: kpi }) => sum + parseFloat(kpi.weight ?? "0"), 0);
    if (values.kpis && weights !== 100) add("W210", "warning", position, "kpis", 30, `权重合计为 ${weights}%，应为 100%`, `weights add up to ${weights}%, not 100%`);
  }
  for (const [path, text] of files) {
    const line = text.split("\n").findIndex((one) => one.includes("\t"));
    if (line >= 0) found.push({ code: "E001", severity: "error", zh: "缩进里有制表符", en: "a tab in the indentation", helpZh: null, helpEn: null, path, line: line + 1, column: 1, position: null, key: null, fix: false });
  }
  return found;
}

function project() {
  const found = findings();
  const count = (id, severity) => found.filter((one) => one.position === id && one.severity === severity).length;
  return {
    title: "云岭茶业岗位职责说明书", company: "云岭茶业有限公司", language: "zh", folder: "/handbook", readOnly: process.env.READ_ONLY === "1", generation, set,
    sets: [{ name: "standard", zh: "标准", en: "Standard" }, { name: "modern", zh: "现代", en: "Modern" }, { name: "compact", zh: "紧凑", en: "Compact" }],
    departments: departments.map(({ name }) => ({
      name,
      positions: [...positions.values()].filter((one) => one.department === name).map(({ id, values }) => ({
        id, title: values.title, code: values.code ?? null, status: values.status === "撤销" ? "withdrawn" : "active", errors: count(id, "error"), warnings: count(id, "warning"),
      })),
    })),
    findings: found, undo: words(past.at(-1)), redo: words(future.at(-1)),
  };
}

class Failure extends Error {
  constructor(status, body) {
    super();
    Object.assign(this, { status, body });
  }
}

const find = (id) => positions.get(id) ?? fail(404, { error: "not-found", zh: "没有这个岗位", en: "no such position" });
function fail(status, body) {
  throw new Failure(status, body);
}

function changed() {
  generation++;
  for (const response of listeners) response.write(`event: change\ndata: {"generation":${generation}}\n\n`);
}

function edit({ id, key, base, value }) {
  const position = find(id);
  const current = position.values[key] ?? null;
  if (words(current) !== words(base) && words(current) !== words(value)) fail(409, { error: "conflict", current });
  if (key === "headcount" && value !== null && !/^\d+(-\d+)?$/.test(value)) fail(422, { error: "refused", zh: `“${value}”不是人数，写成 2 或 2-3`, en: `“${value}” is no headcount: write 2 or 2-3` });
  past.push({ id, values: position.values, what: `${position.values.title}的${name(key)}` });
  future = [];
  const { [key]: _, ...others } = position.values;
  position.values = placed(value === null ? others : { ...others, [key]: value });
  changed();
  return { generation, position: view(position), problem: null };
}

function step(from, to) {
  const last = from.pop() ?? fail(409, { error: "nothing" });
  const position = find(last.id);
  to.push({ ...last, values: position.values });
  position.values = last.values;
  changed();
  return { generation, position: view(position), problem: null };
}

function fix() {
  for (const position of positions.values()) {
    if (position.values.summary) position.values.summary = position.values.summary.map((text) => text.replaceAll(",", "，").replaceAll(";", "；"));
  }
  changed();
  return { generation, position: null, problem: null };
}

function writeFile({ path, digest: known, text }) {
  const now = yaml(find(path));
  if (digest(now) !== known) fail(409, { error: "changed", text: now, digest: digest(now) });
  files.set(path, text);
  changed();
  return { generation, position: view(find(path)), problem: null };
}

/** For tests: what happens when somebody else changes the file, without a word to the page. */
function behind({ id, key, value }) {
  find(id).values[key] = value;
  return {};
}

const isBroken = (id) => files.get(id)?.includes("\t") ?? false;
const whole = (id) => (isBroken(id) ? fail(404, { error: "not-found", zh: "文件的 YAML 有错", en: "the file is broken YAML" }) : find(id));
const pagesOf = (id) => (isBroken(id) ? { pages: [], glyphs: {}, failed: findings().filter((one) => one.path === id && one.code === "E001") } : drawn(find(id), set));
const bound = (all) => ({ pages: all.flatMap(({ pages }) => pages), glyphs: all[0].glyphs, failed: [] });

const requests = [];
const routes = {
  "GET /api/project": project,
  "GET /api/schema": () => schema,
  "GET /api/position": ({ id }) => view(whole(id)),
  "GET /api/pages": ({ id }) => (id === "*" ? bound([...positions.values()].map((one) => drawn(one, set))) : pagesOf(id)),
  "POST /api/edit": edit,
  "POST /api/undo": () => step(past, future),
  "POST /api/redo": () => step(future, past),
  "POST /api/fix": fix,
  "GET /api/file": ({ path }) => ({ path, text: yaml(find(path)), digest: digest(yaml(find(path))) }),
  "POST /api/file": writeFile,
  "POST /api/settings": (body) => ((set = body.set), changed(), project()),
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
  if (url.pathname === "/api/events") {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(":\n\n");
    listeners.add(response);
    return request.on("close", () => listeners.delete(response));
  }
  if (url.pathname === "/api/document") {
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

/** What a step changed, as the page shows it. */
function words(step) {
  return step ? { zh: step.what, en: step.what } : null;
}

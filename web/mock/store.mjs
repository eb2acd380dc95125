// The made-up handbook in memory: what is read of it, edits of a key, and what can be taken back.

import { departments as sample, handbookKeys, schema } from "./handbook.mjs";

export class Failure extends Error {
  constructor(status, body) {
    super(body.error);
    Object.assign(this, { status, body });
  }
}

export function fail(status, body) {
  throw new Failure(status, body);
}
export const refuse = (zh, en) => fail(422, { error: "refused", zh, en });

/** Everything that an edit may change. */
export const store = { departments: [], positions: new Map(), handbook: {}, files: new Map() };
export const HANDBOOK = "handbook.yaml";
export const choices = { set: "standard", parameters: {} };
export let generation = 1;
let past = [];
let future = [];
const listeners = new Set();

/** Gives items their places, as reading a file does. */
export function placed(values) {
  const anew = (value) => (Array.isArray(value) ? value.map((item, was) => (typeof item === "string" ? item : { ...item, was, ...(item.values && { values: placed(item.values) }) })) : value);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, anew(value)]));
}

export function add(department, values) {
  const file = `${department}/${values.title}.yaml`;
  if (!store.departments.includes(department)) store.departments.push(department);
  store.positions.set(file, { id: file, file, department, values: placed(values) });
  return store.positions.get(file);
}

if (process.env.EMPTY !== "1") {
  for (const { name, positions } of sample) positions.forEach((values) => add(name, values));
  store.handbook = { title: "云岭茶业岗位职责说明书", company: "云岭茶业有限公司", version: "V2.1" };
}
for (let i = 1; i <= Number(process.env.MANY ?? 0); i++) {
  const duty = (n) => ({ group: "主要工作", values: { description: [`按计划完成第${n}项工作，记录结果`], standard: ["每月5日前"] } });
  add(`第${Math.ceil(i / 20)}分公司`, { title: `岗位${i}`, code: `GW-${i}`, headcount: "1", reports_to: { administrative: [i % 20 === 1 ? "总经理" : `岗位${i - ((i - 1) % 20)}`], functional: [] }, summary: ["完成交办的工作"], responsibilities: [1, 2, 3, 4, 5].map(duty) });
}

export const words = (value) => JSON.stringify(value ?? null, (key, inner) => (key === "was" ? undefined : inner && typeof inner === "object" && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort()) : inner));
const keyName = (key) => [...schema.record, ...handbookKeys].find((info) => info.name === key)?.zh ?? key;
export const yaml = ({ file, values }) => store.files.get(file) ?? `# 由人事部维护\n${Object.entries(values).map(([key, value]) => `${keyName(key)}: ${typeof value === "string" ? value : words(value)}`).join("\n")}\n`;
export const digest = (text) => String([...text].reduce((sum, char) => (sum * 31 + char.codePointAt(0)) % 1000003, 7));
export const find = (id) => (id === HANDBOOK ? { id, file: id, department: null, values: store.handbook } : (store.positions.get(id) ?? fail(404, { error: "not-found", zh: "没有这个岗位", en: "no such position" })));
export const isBroken = (id) => store.files.get(id)?.includes("\t") ?? false;

export function view(id) {
  const { file, department, values: all } = find(id);
  // Of a broken file only what stands before the error is read.
  const values = isBroken(id) ? { title: all.title } : all;
  return { id, file, digest: digest(yaml({ file, values })), title: values.title, department, values };
}

export function changed() {
  generation++;
  for (const response of listeners) response.write(`event: change\ndata: {"generation":${generation}}\n\n`);
}

export function hear(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  response.write(":\n\n");
  listeners.add(response);
  request.on("close", () => listeners.delete(response));
}

const snapshot = () => structuredClone(store);

/** Remembers what was before a change; more typing in the same key belongs to the step before. */
export function keep(what, more = null) {
  const last = past.at(-1);
  if (!(more && last?.more === more)) past.push({ what, more, was: snapshot() });
  future = [];
}

export const told = (id) => ({ generation, position: id === null ? null : view(id) });

/** How many items a value has, and which: typing changes neither. */
const shape = (value) => (Array.isArray(value) ? value.map((item) => item.was ?? "").join() : "");

export function edit({ id, key, base, value }) {
  const position = find(id);
  if (isBroken(id)) refuse("文件的 YAML 有错", "the file is broken YAML");
  const current = position.values[key] ?? null;
  if (words(current) !== words(base) && words(current) !== words(value)) fail(409, { error: "conflict", current });
  if (key === "headcount" && value !== null && !/^\d+(-\d+)?$/.test(value)) refuse(`“${value}”不是人数，写成 2 或 2-3`, `“${value}” is no headcount: write 2 or 2-3`);
  const structure = shape(value) !== shape(current);
  keep(`${position.values.title ?? "手册"}的${keyName(key)}`, structure ? null : `${id} ${key} ${shape(value)}`);
  const { [key]: _, ...others } = position.values;
  const values = placed(value === null ? others : { ...others, [key]: value });
  if (id === HANDBOOK) store.handbook = values;
  else position.values = values;
  changed();
  return told(id);
}

function step(from, to) {
  const last = from.pop() ?? fail(409, { error: "nothing" });
  to.push({ ...last, was: snapshot() });
  Object.assign(store, last.was);
  changed();
  return told(null);
}
export const undo = () => step(past, future);
export const redo = () => step(future, past);
const inWords = (last) => (last ? { zh: last.what, en: last.what } : null);
export const steps = () => ({ undo: inWords(past.at(-1)), redo: inWords(future.at(-1)) });

// New positions, copies, moves, names and removals, and the views of the whole handbook.

import { schema, handbookKeys } from "./handbook.mjs";
import { add, changed, find, HANDBOOK, keep, refuse, store, told, view } from "./store.mjs";

const all = () => [...store.positions.values()];
const active = () => all().filter(({ values }) => values.status !== "withdrawn");

function allowed(department, title) {
  if (!department?.trim()) refuse("先写部门的名称", "give the department a name");
  if (!title?.trim()) refuse("先写岗位的名称", "give the position a title");
  if (/[\\/:*?"<>|]/.test(title + department)) refuse("名称里不能有 / \\ : * ? \" < > |", "a name cannot have / \\ : * ? \" < > |");
  if (store.positions.has(`${department}/${title}.yaml`)) refuse(`${department}已经有“${title}”了`, `${department} has a position “${title}” already`);
}

export function make({ department, title, like }) {
  allowed(department, title);
  keep(`新岗位${title}`);
  const { code: _, document_number: __, ...texts } = like ? structuredClone(find(like).values) : { summary: undefined };
  const values = Object.fromEntries(Object.entries({ ...texts, title }).filter(([, value]) => value !== undefined));
  const { id } = add(department, { title, ...values });
  changed();
  return told(id);
}

export function remove({ id }) {
  keep(`删除${find(id).values.title}`);
  store.positions.delete(id);
  changed();
  return told(null);
}

export function move({ id, department }) {
  const { values } = find(id);
  allowed(department, values.title);
  keep(`把${values.title}移到${department}`);
  store.positions.delete(id);
  const moved = add(department, values);
  changed();
  return told(moved.id);
}

export function rename({ id, title }) {
  const position = find(id);
  allowed(position.department, title);
  keep(`改名为${title}`);
  const was = position.values.title;
  let references = 0;
  for (const one of all()) {
    const above = one.values.reports_to;
    if (!above || ![...above.administrative, ...above.functional].includes(was)) continue;
    const renamed = (names) => names.map((name) => (name === was ? title : name));
    one.values = { ...one.values, reports_to: { administrative: renamed(above.administrative), functional: renamed(above.functional) } };
    if (one.id !== id) references++;
  }
  const kept = all();
  store.positions.clear();
  for (const one of kept) {
    if (one.id === id) add(one.department, { ...one.values, title });
    else store.positions.set(one.id, one);
  }
  changed();
  return { ...told(`${position.department}/${title}.yaml`), references };
}

export function chart() {
  const nodes = active().map(({ id, department, values }) => ({ id, title: values.title, department, headcount: values.headcount ?? null, superior: null, kind: "position" }));
  const at = new Map(nodes.map(({ title }, index) => [title, index]));
  active().forEach(({ values }, index) => {
    const above = values.reports_to?.administrative[0];
    if (!above) return;
    if (!at.has(above)) at.set(above, nodes.push({ id: null, title: above, department: null, headcount: null, superior: null, kind: "unknown" }) - 1);
    const circle = (node) => node !== null && (node === index || circle(nodes[node].superior));
    if (!circle(at.get(above))) nodes[index].superior = at.get(above);
  });
  return { nodes };
}

const most = (headcount) => Number(/\d+$/.exec(headcount ?? "")?.[0] ?? 0);
const least = (headcount) => Number(/^\d+/.exec(headcount ?? "")?.[0] ?? 0);
const sum = (positions) => {
  const [from, to] = [least, most].map((of) => positions.reduce((total, { values }) => total + of(values.headcount), 0));
  return from === to ? String(from) : `${from}-${to}`;
};

export function staffing() {
  const rows = store.departments.map((department) => {
    const own = active().filter((one) => one.department === department);
    const entries = own.map(({ id, values }) => ({ id, title: values.title, headcount: values.headcount ?? null, holders: least(values.headcount) }));
    return { department, positions: own.length, headcount: sum(own), holders: entries.reduce((total, { holders }) => total + holders, 0), entries };
  });
  return { rows, total: { positions: active().length, headcount: sum(active()), holders: rows.reduce((total, { holders }) => total + holders, 0) } };
}

const folded = (text) => text.normalize("NFKC").toLowerCase();

/** All texts of a value. */
function* texts(value) {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* texts(item);
  else if (value?.values) yield* texts(Object.values(value.values));
  else if (value && typeof value === "object") for (const key of ["items", "administrative", "functional"]) if (value[key]) yield* texts(value[key]);
}

export function search({ q }) {
  const hits = [];
  const wanted = folded(q);
  const named = (id, department, values, keys) => {
    for (const [key, value] of Object.entries(values)) {
      const info = keys.find(({ name }) => name === key);
      for (const text of texts(value)) {
        const at = folded(text).indexOf(wanted);
        if (at < 0 || hits.length >= 200) continue;
        hits.push({ id, title: values.title, department, key, zh: info?.zh ?? key, en: key, before: text.slice(Math.max(0, at - 20), at), match: text.slice(at, at + q.length), after: text.slice(at + q.length, at + q.length + 40) });
      }
    }
  };
  if (wanted) {
    named(HANDBOOK, null, store.handbook, handbookKeys);
    for (const { id, department, values } of all()) named(id, department, values, schema.record);
  }
  return { hits, more: hits.length >= 200 };
}

export const handbook = () => view(HANDBOOK);

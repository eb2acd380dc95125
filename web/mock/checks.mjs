// What the stand-in finds in its handbook, and mends.

import { changed, generation, keep, store } from "./store.mjs";

export function findings() {
  const found = [];
  const add = (code, severity, position, key, line, zh, en, more = {}) =>
    found.push({ code, severity, zh, en, helpZh: null, helpEn: null, path: position.file, line, column: 1, position: position.id, key, fix: false, ...more });
  const titles = new Set([...store.positions.values()].map(({ values }) => values.title));
  for (const position of store.positions.values()) {
    const { values } = position;
    if (!values.summary && values.status !== "withdrawn") add("W201", "warning", position, "summary", 1, "没有写职责概括", "there is no summary", { helpZh: "用一两句话概括岗位的职责", helpEn: "say in a sentence or two what the position is for" });
    const above = values.reports_to?.administrative[0];
    if (above && !titles.has(above)) add("E301", "error", position, "reports_to", 4, `手册里没有岗位“${above}”`, `no position is called “${above}”`);
    if (/[,;]/.test(values.summary?.[0] ?? "")) add("W120", "warning", position, "summary", 6, "中文里用了半角标点", "half-width punctuation in Chinese", { fix: true });
    values.responsibilities?.forEach((duty, index) => {
      if (/[,;]/.test(duty.values.description?.[0] ?? "")) add("W120", "warning", position, `responsibilities[${index}].description`, 10 + index, "中文里用了半角标点，`,`×1", "half-width marks in Chinese text, `,`×1", { fix: true });
    });
    const weights = (values.kpis ?? []).reduce((sum, { values: kpi }) => sum + parseFloat(kpi.weight ?? "0"), 0);
    if (values.kpis && weights !== 100) add("W210", "warning", position, "kpis", 30, `权重合计为 ${weights}%，应为 100%`, `weights add up to ${weights}%, not 100%`);
  }
  if (store.positions.size === 0) found.push({ code: "E018", severity: "error", zh: "这里没有岗位文件", en: "there are no position files", helpZh: null, helpEn: null, path: null, line: null, column: null, position: null, key: null, fix: false });
  for (const [path, text] of store.files) {
    const line = text.split("\n").findIndex((one) => one.includes("\t"));
    if (line >= 0) found.push({ code: "E001", severity: "error", zh: "缩进里有制表符", en: "a tab in the indentation", helpZh: null, helpEn: null, path, line: line + 1, column: 1, position: null, key: null, fix: false });
  }
  return found;
}

export function fix() {
  keep("自动改正");
  for (const position of store.positions.values()) {
    const mended = (text) => text.replaceAll(",", "，").replaceAll(";", "；");
    const { summary, responsibilities } = position.values;
    if (summary) position.values = { ...position.values, summary: summary.map(mended) };
    if (responsibilities) position.values = { ...position.values, responsibilities: responsibilities.map((duty) => ({ ...duty, values: { ...duty.values, description: duty.values.description?.map(mended) } })) };
  }
  changed();
  return { generation, position: null };
}

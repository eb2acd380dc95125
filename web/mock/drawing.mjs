// Rough pages of a position for the stand-in server: a table of lines, with its text as `text`.

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, LINE] = [595.28, 841.89, 62, 533, 70, 780, 16];
const escaped = (text) => text.replace(/[&<>"]/g, (char) => `&#${char.codePointAt(0)};`);
const width = (text) => [...text].reduce((sum, char) => sum + (char > "\u2000" ? 10.5 : 5.6), 0);

function wrapped(text, room) {
  const lines = [""];
  for (const char of text) {
    if (width(lines.at(-1) + char) > room) lines.push("");
    lines[lines.length - 1] += char;
  }
  return lines;
}

/** The rows of the form: cells with their share of the width, where their text is from, and whether they are labels. */
function rows(values) {
  const label = (text, source) => ({ text, share: 0.16, label: true, source });
  const cell = (text, source, share = 0.34) => ({ text: text ?? "", share, source });
  const found = [
    [label("岗位名称", "title"), cell(values.title, "title"), label("岗位编号", "code"), cell(values.code, "code")],
    [label("岗位定员", "headcount"), cell(values.headcount, "headcount"), label("直接上级", "reports_to"), cell(values.reports_to?.administrative.join("、"), "reports_to")],
    [cell(`职责概括：${(values.summary ?? []).join("")}`, "summary", 1)],
    [label("工作类别", "responsibilities"), { ...cell("职责描述", null, 0.54), label: true }, { ...cell("工作标准", null, 0.3), label: true }],
  ];
  (values.responsibilities ?? []).forEach(({ group, values: duty }, index) =>
    found.push([label(group, `responsibilities.${index}.group`), cell(`${index + 1}、${(duty.description ?? []).join("")}`, `responsibilities.${index}.description`, 0.54), cell((duty.standard ?? []).join(""), `responsibilities.${index}.standard`, 0.3)]));
  const list = (name, key, items, sources) => items?.length && found.push([cell(`${name}：${items.map((one, index) => `${index + 1}、${one}`).join("；")}。`, (sources ?? items.map((_, index) => `${key}.${index}`)).join(" "), 1)]);
  list("权限", "authority", values.authority);
  (values.qualifications ?? []).forEach(({ label: name, items }, index) => found.push([label(name, `qualifications.${index}.label`), cell(items.join("；"), `qualifications.${index}.items.0`, 0.84)]));
  list("主要考核指标", "kpis", values.kpis?.map(({ values: kpi }) => `${kpi.name}${(kpi.target ?? []).join("")}`), values.kpis?.flatMap((_, index) => [`kpis.${index}.name`, `kpis.${index}.target`]));
  list("备注", "remarks", values.remarks);
  return found;
}

export function drawn({ id, values }, set) {
  const sheets = [[]];
  const ink = set === "modern" ? "#1f6a70" : "#000";
  let [y, content, full] = [TOP + 34, 0, 0];
  const put = (source, inner) => sheets.at(-1).push(`<g data-content="${content++}"${source ? ` data-source="${source}"` : ""}>${inner}</g>`);
  sheets[0].push(`<use href="#g0-1" x="${LEFT}" y="52"/>`);
  put("title", `<script>window.bad=1</script><text x="${WIDTH / 2}" y="${TOP + 8}" font-size="16" font-weight="bold" text-anchor="middle" fill="${ink}">${escaped(values.title)}岗位职责说明书</text>`);
  for (const row of rows(values)) {
    const cells = row.map((cell) => ({ ...cell, lines: wrapped(cell.text, cell.share * (RIGHT - LEFT) - 10) }));
    const height = Math.max(...cells.map(({ lines }) => lines.length)) * LINE + 8;
    if (y + height > BOTTOM) {
      sheets.push([]);
      full++;
      y = TOP;
    }
    let x = LEFT;
    for (const { share, lines, label, source } of cells) {
      const wide = share * (RIGHT - LEFT);
      sheets.at(-1).push(`<rect x="${x}" y="${y}" width="${wide}" height="${height}" fill="${label ? "#f2f2f2" : "none"}" stroke="${ink}" stroke-width="0.5"/>`);
      const texts = lines.map((text, index) => text && `<text x="${x + 5}" y="${y + 16 + index * LINE}" font-size="10.5"${label ? ' font-weight="bold"' : ""}>${escaped(text)}</text>`).join("");
      if (texts) put(source, texts);
      x += wide;
    }
    y += height;
  }
  const most = Number(values.max_pages) || null;
  const over = most && sheets.length > most ? Math.ceil((y - TOP) / LINE) + (full - most) * Math.floor((BOTTOM - TOP) / LINE) : 0;
  const pages = sheets.map((items) => ({
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}pt" height="${HEIGHT}pt" font-family="Noto Serif CJK SC, Songti SC, SimSun, serif">${["", ...items].join("\n")}\n</svg>\n`,
    width: WIDTH, height: HEIGHT, position: id,
  }));
  return {
    ...bound([{ pages }]),
    sheet: { pages: pages.length, most, left: Math.max(0, Math.floor((BOTTOM - y) / LINE)), over },
  };
}

const NONE = { outlines: { fonts: "mock", glyphs: { "g0-1": "M0 12C1 4 8 0 20 0C19 9 12 15 4 13L1 17z" } }, failed: [], sheet: null, from: 0 };

/** A document of several, or only some of its pages. */
export function bound(parts, from = 0, count = Infinity) {
  const pages = parts.flatMap((part) => part.pages);
  const starts = pages.flatMap(({ position }, page) => (pages[page - 1]?.position === position ? [] : [[page, position]]));
  return { ...NONE, from, total: pages.length, starts, sizes: pages.map(({ width, height }) => [width, height]), pages: pages.slice(from, from + count) };
}

export const broken = (failed) => ({ ...bound([]), outlines: null, failed });

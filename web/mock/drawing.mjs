// Rough pages of a position for the stand-in server: a table of lines, with its text as `text`.

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [595.28, 841.89, 62, 533, 70, 780];
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

/** The rows of the form: cells with their share of the width, and whether they are labels. */
function rows(values) {
  const label = (text) => ({ text, share: 0.16, label: true });
  const found = [
    [label("岗位名称"), { text: values.title, share: 0.34 }, label("岗位编号"), { text: values.code ?? "", share: 0.34 }],
    [label("岗位定员"), { text: values.headcount ?? "", share: 0.34 }, label("直接上级"), { text: values.reports_to?.administrative.join("、") ?? "", share: 0.34 }],
    [{ text: `职责概括：${(values.summary ?? []).join("")}`, share: 1 }],
    [label("工作类别"), { text: "职责描述", share: 0.54, label: true }, { text: "工作标准", share: 0.3, label: true }],
  ];
  (values.responsibilities ?? []).forEach(({ group, values: duty }, index) =>
    found.push([label(group), { text: `${index + 1}、${(duty.description ?? []).join("")}`, share: 0.54 }, { text: (duty.standard ?? []).join(""), share: 0.3 }]));
  const list = (name, items) => items?.length && found.push([{ text: `${name}：${items.map((one, index) => `${index + 1}、${one}`).join("；")}。`, share: 1 }]);
  list("权限", values.authority);
  for (const { label: name, items } of values.qualifications ?? []) found.push([label(name), { text: items.join("；"), share: 0.84 }]);
  list("主要考核指标", values.kpis?.map(({ values: kpi }) => `${kpi.name}${(kpi.target ?? []).join("")}`));
  list("备注", values.remarks);
  return found;
}

export function drawn({ values }, set) {
  const sheets = [[]];
  const ink = set === "modern" ? "#1f6a70" : "#000";
  let y = TOP + 34;
  sheets[0].push(`<use href="#g0-1" x="${LEFT}" y="52"/><text x="${WIDTH / 2}" y="${TOP + 8}" font-size="16" font-weight="bold" text-anchor="middle" fill="${ink}">${escaped(values.title)}岗位职责说明书</text>`);
  for (const row of rows(values)) {
    const cells = row.map((cell) => ({ ...cell, lines: wrapped(cell.text, cell.share * (RIGHT - LEFT) - 10) }));
    const height = Math.max(...cells.map(({ lines }) => lines.length)) * 16 + 8;
    if (y + height > BOTTOM) {
      sheets.push([]);
      y = TOP;
    }
    let x = LEFT;
    for (const { share, lines, label } of cells) {
      const wide = share * (RIGHT - LEFT);
      sheets.at(-1).push(`<rect x="${x}" y="${y}" width="${wide}" height="${height}" fill="${label ? "#f2f2f2" : "none"}" stroke="${ink}" stroke-width="0.5"/>`);
      lines.forEach((text, index) => sheets.at(-1).push(`<text x="${x + 5}" y="${y + 16 + index * 16}" font-size="10.5"${label ? ' font-weight="bold"' : ""}>${escaped(text)}</text>`));
      x += wide;
    }
    y += height;
  }
  const pages = sheets.map((items) => ({
    svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}pt" height="${HEIGHT}pt" font-family="Noto Serif CJK SC, Songti SC, SimSun, serif">${items.join("")}<script>window.bad=1</script></svg>`,
    width: WIDTH, height: HEIGHT,
  }));
  return { pages, glyphs: { "g0-1": "M0 12C1 4 8 0 20 0C19 9 12 15 4 13L1 17z" }, failed: [] };
}

// Every text of the page, in Chinese and English.

import { signal } from "@preact/signals";

export type Lang = "zh" | "en";

const words = {
  // The frame.
  positions: ["岗位", "Positions"],
  pages: ["页面", "Pages"],
  form: ["填写", "Form"],
  yaml: ["YAML", "YAML"],
  tools: ["工具", "Tools"],
  template: ["版式", "Template"],
  undo: ["撤销", "Undo"],
  redo: ["重做", "Redo"],
  undoWhat: ["撤销：{0}", "Undo: {0}"],
  redoWhat: ["重做：{0}", "Redo: {0}"],
  language: ["English", "中文"],
  theme: ["外观", "Appearance"],
  themeAuto: ["外观：随系统", "Appearance: system"],
  themeLight: ["外观：浅色", "Appearance: light"],
  themeDark: ["外观：深色", "Appearance: dark"],
  wholeHandbook: ["整本", "Handbook"],
  allPages: ["整本手册", "Whole handbook"],
  wholeAs: ["整本手册导出为 {0}", "The whole handbook as {0}"],
  positionAs: ["本岗位导出为 {0}", "This position as {0}"],
  readOnly: ["只读", "Read only"],
  close: ["关闭", "Close"],
  skip: ["跳到填写", "Skip to the form"],
  noToken: [
    "此页面需要程序给出的完整地址。请从终端里复制 gangwei serve 显示的地址再打开。",
    "This page needs the whole address that the program prints. Copy it from the terminal where gangwei serve runs.",
  ],
  offline: ["与程序的连接断了，正在重试。已输入的内容保存在本机。", "The program does not answer; trying again. What you typed is kept in this browser."],
  forbidden: ["会话已失效：程序已经重新启动。请用它新显示的地址打开。", "The session has ended: the program was started anew. Open the address that it prints now."],
  loading: ["正在读取…", "Loading…"],
  failed: ["没有成功：{0}", "That failed: {0}"],
  preparing: ["正在生成…", "Making it…"],
  // The list of positions.
  search: ["查找岗位、编号、部门", "Find by title, code or department"],
  searchShort: ["查找", "Find"],
  noMatch: ["没有符合的岗位", "No position matches"],
  withdrawn: ["已撤销", "withdrawn"],
  errorsN: ["{0} 个错误", "{0} errors"],
  warningsN: ["{0} 个提醒", "{0} warnings"],
  errors1: ["1 个错误", "1 error"],
  warnings1: ["1 个提醒", "1 warning"],
  notesN: ["{0} 个说明", "{0} notes"],
  notes1: ["1 个说明", "1 note"],
  choosePosition: ["从左边选一个岗位", "Choose a position on the left"],
  // The pages.
  pageN: ["第 {0} 页，共 {1} 页", "Page {0} of {1}"],
  pagesN: ["共 {0} 页", "{0} pages"],
  pages1: ["共 1 页", "1 page"],
  zoom: ["缩放", "Zoom"],
  fitWidth: ["适合宽度", "Fit width"],
  noPages: ["排不出页面", "The pages cannot be made"],
  noPagesWhy: ["改正下面的错误后，页面就会出现。", "They appear as soon as the errors below are mended."],
  // The form.
  explain: ["说明：{0}", "About {0}"],
  addKey: ["添加一项", "Add"],
  removeKey: ["删除“{0}”", "Remove “{0}”"],
  saving: ["正在保存", "Saving"],
  saved: ["已保存", "Saved"],
  allSaved: ["已全部保存", "All saved"],
  someUnsaved: ["有内容未保存", "Something is not saved"],
  notSaved: ["未保存", "Not saved"],
  waiting: ["待保存", "To be saved"],
  example: ["例：{0}", "e.g. {0}"],
  required: ["必填", "required"],
  none: ["（不写）", "(none)"],
  noValue: ["（未定）", "(not given)"],
  itemN: ["{0}，第 {1} 项", "{0}, item {1}"],
  addItem: ["添加", "Add"],
  moveItem: ["拖动调整次序（也可按 Alt+↑ 或 Alt+↓）", "Drag to move (or press Alt+↑ or Alt+↓)"],
  removeItem: ["删除", "Remove"],
  removeN: ["删除{0}", "Remove {0}"],
  oneLine: ["一行一条", "One a line"],
  administrative: ["行政上级", "Administrative"],
  functional: ["业务上级", "Functional"],
  addFunctional: ["添加业务上级", "Add a functional superior"],
  label: ["标签", "Label"],
  ownLabel: ["自定标签", "Own label"],
  content: ["内容", "Text"],
  labelOf: ["{0} 的标签", "Label of {0}"],
  addRow: ["添加一行", "Add a row"],
  group: ["组名", "Group"],
  groupPlaceholder: ["组名（如主要工作），可不写", "Group, such as Main duties; may be empty"],
  addGroup: ["添加一组", "Add a group"],
  addDuty: ["添加职责", "Add a duty"],
  removeGroup: ["删除这一组", "Remove this group"],
  groupGoes: ["要删除“{0}”和其中的 {1} 条职责吗？", "Remove “{0}” and its {1} duties?"],
  duty: ["职责{0}", "Duty {0}"],
  dutiesN: ["{0} 条", "{0} duties"],
  duties1: ["1 条", "1 duty"],
  more: ["标准和其他", "Standard and more"],
  less: ["收起", "Fold"],
  tasksN: ["{0} 项任务", "{0} tasks"],
  tasks1: ["1 项任务", "1 task"],
  dutyHelp: [
    "Enter 下一条，Shift+Enter 换行，Alt+↑ ↓ 移动，编号自动重排",
    "Enter: next duty; Shift+Enter: new line; Alt+↑ ↓: move; numbers follow",
  ],
  yes: ["删除", "Remove"],
  cancel: ["取消", "Cancel"],
  draft: ["有未保存的内容", "Text that was not saved"],
  restore: ["恢复", "Restore"],
  discard: ["放弃", "Discard"],
  conflict: ["别处也改了这一项，用哪个？", "This was changed elsewhere, too. Which shall stay?"],
  inFile: ["文件里", "In the file"],
  here: ["这里", "Here"],
  useFile: ["用文件里的", "Use the file’s"],
  useHere: ["用这里的", "Use mine"],
  empty: ["（空）", "(empty)"],
  notWritten: ["没有写入文件", "Not written to the file"],
  // The findings.
  findings: ["检查结果", "Findings"],
  noFindings: ["没有发现问题", "Nothing to mend"],
  allOfThem: ["全部", "All"],
  ofPosition: ["本岗位", "This position"],
  fixAll: ["所有可自动改的一起改", "Mend all that can be mended"],
  fixable: ["可自动改", "can be mended"],
  severityError: ["错误", "Error"],
  severityWarning: ["提醒", "Warning"],
  severityNote: ["说明", "Note"],
  // The YAML pane.
  save: ["保存", "Save"],
  reload: ["重新读取", "Read again"],
  fileText: ["文件内容", "Text of the file"],
  fileChanged: ["文件在别处改过了。", "The file was changed elsewhere."],
  keepMine: ["保留这里的，覆盖文件", "Keep mine and overwrite"],
  takeFile: ["用文件里的", "Take the file’s"],
  lineN: ["第 {0} 行", "line {0}"],
  unsaved: ["未保存", "unsaved"],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof words;

/** The language of the page; the handbook's own stays as it is. */
export const lang = signal<Lang>("zh");

/** The text of a word, with what its places {0}, {1} hold. */
export function t(word: Word, ...parts: (string | number)[]): string {
  const text = words[word][lang.value === "zh" ? 0 : 1]!;
  return text.replace(/\{(\d)\}/g, (_, place: string) => String(parts[Number(place)] ?? ""));
}

/** The text for a count: English tells one from many. */
export function count(kind: "errors" | "warnings" | "notes" | "pages" | "duties" | "tasks", n: number): string {
  return n === 1 ? t(`${kind}1`) : t(`${kind}N`, n);
}

/** A name before what it says. */
export function named(name: string, text: string): string {
  return lang.value === "zh" ? `${name}：${text}` : `${name}: ${text}`;
}

/** Picks the text of a pair from the server. */
export function of(pair: { zh: string; en: string }): string {
  return lang.value === "zh" ? pair.zh : pair.en;
}

const DIGITS = "零一二三四五六七八九";

/** The number of a duty: 一 … 十 十一 … 二十 二一, the short style of the form, or digits in English. */
export function dutyNumber(n: number): string {
  if (lang.value === "en" || n > 99) return String(n);
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  if (tens === 0) return DIGITS[ones]!;
  if (tens === 1) return ones === 0 ? "十" : `十${DIGITS[ones]}`;
  return ones === 0 ? `${DIGITS[tens]}十` : `${DIGITS[tens]}${DIGITS[ones]}`;
}

/** Groups of duties as handbooks of a language usually have them. */
export function groupNames(language: Lang): string[] {
  return language === "zh" ? ["主要工作", "日常工作", "协调工作"] : ["Main duties", "Daily duties", "Coordination"];
}

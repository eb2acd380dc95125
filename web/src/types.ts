// What the server and the page say to each other.

export interface Words {
  zh: string;
  en: string;
}

export type Severity = "error" | "warning" | "note";

export interface Finding {
  code: string;
  severity: Severity;
  zh: string;
  en: string;
  helpZh: string | null;
  helpEn: string | null;
  path: string | null;
  line: number | null;
  column: number | null;
  position: string | null;
  key: string | null;
  fix: boolean;
}

export interface PositionEntry {
  id: string;
  title: string;
  code: string | null;
  status: "active" | "withdrawn";
  errors: number;
  warnings: number;
}

export interface Department {
  name: string;
  positions: PositionEntry[];
}

/** A parameter of the template set in use, with the value that it has and the set's own. */
export interface Parameter extends Words {
  name: string;
  kind: "switch" | "number" | "text" | "rows" | "size";
  value: string;
  usual: string;
}

export interface Project {
  title: string;
  company: string | null;
  language: "zh" | "en";
  folder: string;
  readOnly: boolean;
  generation: number;
  set: string;
  sets: { name: string; zh: string; en: string }[];
  parameters?: Parameter[];
  departments: Department[];
  findings: Finding[];
  /** What would be taken back, or made again. */
  undo: Words | null;
  redo: Words | null;
}

export type Kind =
  | "text" | "lines" | "texts" | "names" | "date" | "headcount" | "whole" | "integer"
  | "choice" | "duties" | "records" | "labelled" | "superiors";

export interface KeyInfo {
  name: string;
  zh: string;
  en: string;
  docZh: string;
  docEn: string;
  exampleZh: string;
  exampleEn: string;
  required: boolean;
  suggested: boolean;
  kind: Kind;
  choices: { value: string; zh: string; en: string }[] | null;
  keys: KeyInfo[] | null;
}

export interface LabelInfo {
  name: string;
  zh: string;
  en: string;
  /** False for a label that belongs to another key, though this one may have it. */
  home?: boolean;
}

export interface Schema {
  record: KeyInfo[];
  handbook?: KeyInfo[];
  labels: Record<string, LabelInfo[]>;
}

export interface Superiors {
  administrative: string[];
  functional: string[];
}

export interface LabelledItem {
  /** The item's place in the file when it was read; null for a new one. */
  was: number | null;
  label: string;
  items: string[];
}

export interface RecordItem {
  was: number | null;
  values: Record<string, Value>;
}

export interface DutyItem extends RecordItem {
  group: string;
}

export type Value = string | string[] | Superiors | LabelledItem[] | RecordItem[] | DutyItem[];

export interface PositionView {
  id: string;
  file: string;
  digest: string;
  title: string | null;
  department: string | null;
  values: Record<string, Value>;
}

export interface EditResult {
  generation: number;
  position: PositionView | null;
  /** The pages after the edit, if they were asked for. */
  pages?: PagesView | null;
  /** How many other files a new name was written to. */
  references?: number;
}

/** How full a position's sheet is: its pages, its page budget, and the lines left on the last page or over the budget. */
export interface SheetSize {
  pages: number;
  most: number | null;
  left: number;
  over: number;
}

export interface PageView {
  svg: string;
  width: number;
  height: number;
  /** The position that a page of the handbook shows. */
  position?: string | null;
}

/** Outlines of glyphs as SVG paths, by the ids that pages refer to; with other fonts, the ids mean other glyphs. */
export interface Outlines {
  fonts: string;
  glyphs: Record<string, string>;
}

export interface KnownOutlines {
  fonts: string;
  glyphs: string[];
}

/** Some pages of a document, from the page `from` on. */
export interface PagesView {
  pages: PageView[];
  /** The outlines that were not known; null where there are no pages. */
  outlines: Outlines | null;
  failed: Finding[];
  from?: number;
  sizes?: [number, number][];
  /** Where each part begins, and the position that it shows. */
  starts?: [number, string | null][];
  sheet?: SheetSize | null;
}

export interface FileView {
  path: string;
  digest: string;
  text: string;
}

export interface ChartNode {
  id: string | null;
  title: string;
  department: string | null;
  headcount: string | null;
  superior: number | null;
  kind: "position" | "external" | "unknown";
}

export interface StaffingRow {
  department: string;
  positions: number;
  headcount: string;
  holders: number | null;
  /** What the handbook says that the department shall have. */
  planned?: string | null;
  entries: { id: string; title: string; headcount: string | null; holders: number | null }[];
}

export interface Staffing {
  rows: StaffingRow[];
  total: { positions: number; headcount: string; holders: number | null };
}

export interface Hit extends Words {
  id: string;
  title: string | null;
  department: string | null;
  key: string;
  before: string;
  match: string;
  after: string;
}

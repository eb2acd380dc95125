// Speaks to the server: each request carries the session's token.

const KEY = "gangwei-token";
let token = "";

/** Takes the token from the page's address, where nobody shall read it longer than needed. */
export function takeToken(): boolean {
  const address = new URL(location.href);
  const given = address.searchParams.get("token");
  if (given) {
    sessionStorage.setItem(KEY, given);
    address.searchParams.delete("token");
    history.replaceState(null, "", address);
  }
  token = given ?? sessionStorage.getItem(KEY) ?? "";
  return token !== "";
}

/** An answer that is no success: its status, and what the server says. */
export class Refusal extends Error {
  constructor(readonly status: number, readonly body: Record<string, unknown>) {
    super(typeof body.error === "string" ? body.error : `HTTP ${status}`);
  }

  /** The reason in the language of the page, or else what is known of it. */
  reason(lang: "zh" | "en"): string {
    const text = this.body[lang];
    return typeof text === "string" && text !== "" ? text : this.message;
  }
}

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("X-Gangwei-Token", token);
  const response = await fetch(path, { ...init, headers, cache: "no-store" });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => ({}));
  throw new Refusal(response.status, (body ?? {}) as Record<string, unknown>);
}

function query(path: string, parameters: Record<string, string>): string {
  return `${path}?${new URLSearchParams(parameters)}`;
}

export async function get<T>(path: string, parameters?: Record<string, string>): Promise<T> {
  const response = await call(parameters ? query(path, parameters) : path);
  return (await response.json()) as T;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as T;
}

export type Format = "docx" | "pdf";
export type DocumentOf = { kind: "handbook" } | { kind: "department"; department: string } | { kind: "position"; id: string };

/** Fetches a document and offers it to be saved under the name that the server gives it. */
export async function download(of: DocumentOf, format: Format): Promise<void> {
  const id = of.kind === "handbook" ? "*" : of.kind === "position" ? of.id : "";
  const response = await call(query("/api/document", { ...of, ...(id && { id }), format }));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileName(response.headers.get("Content-Disposition")) ?? `gangwei.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The file name of a Content-Disposition (RFC 6266): the encoded one first. */
function fileName(header: string | null): string | null {
  if (!header) return null;
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(header);
  if (encoded) return decodeURIComponent(encoded[1]!);
  return /filename="([^"]+)"/i.exec(header)?.[1] ?? null;
}

export function events(): EventSource {
  return new EventSource(query("/api/events", { token }));
}

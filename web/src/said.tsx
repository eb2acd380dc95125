// A sentence of the program: what stands between backticks is code.

import { Fragment } from "preact";

export function Said({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>))}</>;
}

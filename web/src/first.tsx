// The first page of an empty project: the company, a department, a position.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { make } from "./actions";
import { Named, useSubmit } from "./dialogs";
import { editor, project, readOnly } from "./state";
import { t } from "./words";

export function First() {
  const company = useSignal(project.value?.company ?? "");
  const department = useSignal("");
  const title = useSignal("");
  const { refusal, busy, submit } = useSubmit(() => {
    const field = editor.peek()?.fields.get("company");
    if (field && company.value.trim()) field.change(company.value.trim());
    return make(department.value, title.value, null);
  });
  useEffect(() => document.getElementById("first-company")?.focus(), []);
  return (
    <main class="middle first" aria-label={t("pages")}>
      <form class="card" onSubmit={submit}>
        <h2>{t("firstTitle")}</h2>
        {readOnly.value ? <p>{t("firstClosed")}</p> : (
          <>
            <p>{t("firstText")}</p>
            <Named id="first-company" label={t("company")} value={company.value} change={(text) => (company.value = text)} placeholder={t("companyExample")} />
            <Named id="first-department" label={t("department")} value={department.value} change={(text) => (department.value = text)} placeholder={t("departmentExample")} />
            <Named id="first-title" label={t("newTitle")} value={title.value} refusal={refusal} change={(text) => (title.value = text)} placeholder={t("titleExample")} />
            <p class="buttons"><button type="submit" class="accent" disabled={busy}>{t("firstMake")}</button></p>
          </>
        )}
      </form>
    </main>
  );
}

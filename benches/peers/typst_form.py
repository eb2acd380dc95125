"""Renders a generated handbook with typst: `typst_form.py DIR OUT.pdf FONTS`."""

import json
import pathlib
import sys

import typst

here = pathlib.Path(__file__).resolve().parent


def main(folder, out, fonts):
    root = pathlib.Path(folder).resolve()
    files = sorted("/" + str(path.relative_to(root)) for path in root.glob("*/*.yaml"))
    template = root / "form.typ"
    template.write_bytes((here / "form.typ").read_bytes())
    typst.compile(
        str(template),
        output=out,
        root=str(root),
        font_paths=[fonts],
        ignore_system_fonts=True,
        sys_inputs={"files": json.dumps(files, ensure_ascii=False)},
    )


main(*sys.argv[1:])

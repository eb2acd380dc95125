#!/usr/bin/env python3
"""Writes a project whose pages are full to within two points and a half: does their end make a page more anywhere?

    full.py DIR

A position a case and fill level, a step of a fifth of a point; its template set, `full`, stands in the project.
"""

import json
import pathlib
import sys

#: The height of a page's text, in points: 70 mm.
PAGE = 70 * 72 / 25.4
LEVELS = [step / 5 for step in range(-2, 13)]

ENTRY = "<p{style}><a class='to' href='#{title}'>一</a></p>"
#: Three lines of 12 pt, and one that fills the page.
CONTENTS = "<nav>" + 3 * ENTRY.replace("{style}", "") + ENTRY.replace("{style}", " style='line-height: {rest}pt'") + "</nav>"
#: What stands on the page. `{rest}` is what the other things leave of it, less the level.
CASES = {
    # 12 pt of text and a row of 20 pt above the last row.
    "table": (32, "<p>{title}</p><table><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "thick": (32, "<p>{title}</p><table class='thick'><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "alone": (20, "<table><tr><td>{title}</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "pair": (32, "<p>{title}</p><table><tr><td>一</td></tr></table><table><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "forced": (20, "<p>{title}</p><table class='page'><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "thick forced": (20, "<p>{title}</p><table class='thick page'><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table>"),
    "styles": (32, "<p>{title}</p><table><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table><section class='wide'><p>三</p></section>"),
    # A box has its lines and paddings inside, 10 pt.
    "box": (34, "<p>{title}</p><section class='box'><p>一</p><p style='line-height: {rest}pt'>二</p></section>"),
    "table in a box": (42, "<p>{title}</p><section class='box'><table><tr><td>一</td></tr><tr style='height: {rest}pt'><td>二</td></tr></table></section>"),
    "contents": (48, "<p id='{title}'>{title}</p>" + CONTENTS),
    "contents and styles": (48, "<p id='{title}'>{title}</p>" + CONTENTS + "<section class='wide'><p>三</p></section>"),
    "rule": (20, "<p>{title}</p><hr/><table><tr style='height: {rest}pt'><td>二</td></tr></table>"),
}

STYLE = """
:root { font-family: var(--latin_serif), var(--han_serif), serif; font-size: 9pt; line-height: 12pt; }
@page { size: 210mm 120mm; margin: 25mm; }
@page wide { size: 220mm 120mm; margin: 25mm; }
p, table, nav, section { margin: 0; padding: 0; text-wrap: wrap; }
hr { margin: 4pt 0 3.5pt; border-top: 0.5pt solid #000; }
table { width: 100%; border: 0.5pt solid #000; }
td { border: 0.5pt solid #000; padding: 3.75pt 2pt; }
table.thick, .thick td { border: 2pt solid #000; }
.thick td { padding: 3pt 2pt; }
table.page { break-before: page; }
section.wide { page: wide; break-before: page; }
section.box { border: 1pt solid #000; padding: 4pt; }
a.to::after { content: leader(".") target-counter(attr(href), page); }
"""

SET = """
name: full
description: 满页试验
parameters: {latin_serif: Tinos, han_serif: Noto Serif SC, latin_sans: Arimo, han_sans: Noto Sans SC}
parts:
  - {file: position.html, each: position}
"""


def positions():
    """The title of each, and what its part holds."""
    for case, (others, markup) in CASES.items():
        for level in LEVELS:
            title = f"{case} {level:+.1f}"
            rest = PAGE - others - level
            yield title, markup.format(title=title.replace(" ", "_"), rest=f"{rest:.3f}")


def main():
    folder = pathlib.Path(sys.argv[1])
    template = folder / "templates/full"
    template.mkdir(parents=True)
    (folder / "handbook.yaml").write_text("标题: 满页\n模板: full\n", encoding="utf-8")
    (template / "template.yaml").write_text(SET, encoding="utf-8")
    (template / "style.css").write_text(STYLE, encoding="utf-8")
    branches = []
    for number, (title, markup) in enumerate(positions()):
        position = {"岗位名称": title, "所在部门": "满页", "序号": number}
        (folder / f"{number:03}.yaml").write_text(json.dumps(position, ensure_ascii=False), encoding="utf-8")
        branches.append("{% if position.order == " + f"{number} %}}{markup}" + "{% endif %}")
    (template / "position.html").write_text("\n".join(branches), encoding="utf-8")


if __name__ == "__main__":
    main()

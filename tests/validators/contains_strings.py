#!/usr/bin/env python3
"""Tells whether a PDF or DOCX shows every text of the data that it was built from.

    contains_strings.py FILE.pdf|FILE.docx DATA…

DATA is a project folder or single YAML files. Each text must occur in the output at least as
often as in the data. White space is ignored, for lines break where they fit; a text may run
over to the next page. Keys that steer the program and are not printed are left out, and a date
may be printed as written or as 2026年1月1日. Exit 0 when nothing is missing, 1 otherwise.

The data is read here once more, apart from the program's own reader, so that the two check each other.
"""

import collections
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import yaml

# Never printed: these steer the program. 编号 is left out only where it says that there is none.
STEERING = set(
    "template 模板 template_options 版式参数 language 语言 code_pattern 编号规则 max_pages 页数上限 labels 标签 "
    "external_roles 外部岗位 checks 检查 pdf file_name 文件名 logo 标志 order 序号 status 状态".split()
)
CODE = {"code", "岗位编号"}
NO_CODE = {"不填", "无", "/"}

# Maps whose keys are printed as well as their values.
LABELLED = set(
    "responsibilities 职责 岗位职责 collaboration 工作协作 工作关系 qualifications 任职资格 "
    "conditions 其它 其他 career 职业发展 extra 附加".split()
)
# How a known key of such a map is printed, where that differs.
PRINTED = {
    "internal": "内部协调部门",
    "内部": "内部协调部门",
    "external": "外部协调机构",
    "外部": "外部协调机构",
    "education": "学历",
    "major": "专业",
    "experience": "经验",
    "knowledge": "知识",
    "skills": "技能",
    "certificates": "证书",
    "competencies": "素质",
    "training": "培训",
    "tools": "使用工具/设备",
    "environment": "工作环境",
    "hours": "工作时间特征",
    "records": "所需记录文档",
    "promote_to": "晋升方向",
    "rotate_to": "轮岗方向",
}

# A text that runs over a page's end has this many characters on either page, or more …
LINE = 8
# … or else, where a paragraph holds several texts, it stands no further from the page's edge than a
# header or footer is long.
MARGIN = 60


def main(arguments):
    if len(arguments) < 2:
        sys.exit(__doc__)
    output, *data = arguments
    pages = pages_of(output)
    wanted = collections.Counter(text for file in files_of(data) for text in texts_of(file))
    missing = [text for text, count in wanted.items() if not shows(pages, text, count)]
    for text in missing:
        print(f"{output}: missing: {text}", file=sys.stderr)
    print(f"{output}: {len(wanted) - len(missing)} of {len(wanted)} texts found")
    return 1 if missing or not wanted else 0


def files_of(paths):
    for path in map(pathlib.Path, paths):
        yield from sorted(path.rglob("*.y*ml")) if path.is_dir() else [path]


def texts_of(file):
    """The texts that a file wants printed: its values, and the keys that stand as labels."""
    # The base loader leaves every scalar as it was typed: no dates, numbers or booleans.
    for document in yaml.load_all(file.read_text(encoding="utf-8"), yaml.BaseLoader):
        for mapping in document if isinstance(document, list) else [document]:
            for key, value in (mapping or {}).items():
                if key in STEERING or key in CODE and value in NO_CODE:
                    continue
                lines = key in {"foreword", "编制说明"}
                yield from (line for text in scalars(value) for line in (foreword_lines(text) if lines else [text]))
                if key in LABELLED and isinstance(value, dict):
                    yield from (PRINTED.get(label, label) for label in value)


def foreword_lines(text):
    """The lines of a foreword; those of a list without their marks, which the form writes its own way."""
    for line in text.splitlines():
        if line.strip():
            yield re.sub(r"^\s*(- |\d+[.、]\s*|（[一二三四五六七八九十]+）)", "", line)


def scalars(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from scalars(child)
    elif node not in ("", "~", "null"):
        yield node


def pages_of(output):
    """The output's text without white space: one string a page of a PDF, one for a DOCX."""
    if output.endswith(".docx"):
        return [squeeze(docx_text(output))]
    # -raw keeps the order of the content, so that a cell's lines stay together.
    text = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", output, "-"], check=True, capture_output=True)
    return [squeeze(page) for page in text.stdout.decode("utf-8").split("\f")]


def docx_text(output):
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(output) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    return "".join(node.text or "" for node in body.iter(word + "t"))


def shows(pages, text, count):
    variants = {squeeze(variant) for variant in [text, *chinese_date(text)]}
    if sum(page.count(variant) for page in pages for variant in variants) >= count:
        return True
    # Over the page's end: footer and header stand between the two parts, each a line at least.
    return any(
        runs_over(first, second, variant[:cut], variant[cut:])
        for variant in variants
        for cut in range(1, len(variant))
        for first, second in zip(pages, pages[1:])
    )


def runs_over(first, second, head, tail):
    """Whether a page ends with the one part of a text and the next begins with the other."""
    if min(len(head), len(tail)) < LINE:
        first, second = first[-len(head) - MARGIN :], second[: len(tail) + MARGIN]
    return head in first and tail in second


def chinese_date(text):
    date = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    return ["{}年{}月{}日".format(*map(int, date.groups()))] if date else []


def squeeze(text):
    return "".join(text.split())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

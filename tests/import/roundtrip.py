#!/usr/bin/env python3
"""Builds generated handbooks as DOCX, imports these, and compares the data: import(build(x)) = x.

    roundtrip.py GANGWEI [--handbooks N] [--positions N] [--sets all|rotate|NAME] [--through docx|doc] [--keep DIR]

`rotate` (the default) builds each handbook in one of the four sets, `all` in each. `--through` saves the documents by LibreOffice before
they are imported: once again as DOCX, or as .doc. PyYAML is needed. Exits with 1 if a handbook comes back otherwise.

What cannot be told apart in a document is taken as equal: a list and a text that the form joins by 、 or by lines, marks at the
end of an item, kinds of ranges, a duty or a measure that is a text alone, a label without a text, words for nothing, steps of an
approval that nobody has signed (room to sign), one measure with commas and several short ones. What no page shows is not compared: the order of positions, page budgets.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "twins"))
import generate  # noqa: E402

SETS = ["standard", "compact", "modern", "official"]
UNSEEN = {"序号", "页数上限", "状态"}
MEASURES = "主要考核指标"
# Positions that have one measure, a text alone.
ONE_MEASURE = set()
MARKS = "。；;，,、：:. "


def enrich(r, said):
    """Adds what the twins' generator does not have: tasks, shares of time, the family, liabilities."""
    def duty(item):
        item = item if isinstance(item, dict) else {"描述": item}
        if r.random() < 0.3:
            item["工作任务"] = [generate.pick(r, generate.VERBS) + generate.pick(r, generate.OBJECTS) for _ in range(r.randrange(2, 5))]
        if r.random() < 0.3:
            item["时间占比"] = f"{r.randrange(1, 10) * 5}%"
        if r.random() < 0.2:
            item["负责程度"] = r.choice(["全责", "部分", "支持"])
        return item if len(item) > 1 else item["描述"]

    duties = said.get("岗位职责")
    if isinstance(duties, dict):
        said["岗位职责"] = {group: [duty(item) for item in items] for group, items in duties.items()}
    elif duties:
        said["岗位职责"] = [duty(item) for item in duties]
    if r.random() < 0.3:
        said["职系"] = r.choice(["管理序列", "技术序列", "营销序列"])
    if r.random() < 0.3:
        said["责任"] = generate.lines(r, 3)
    return said


def project(folder, number, positions):
    r = random.Random(f"gangwei roundtrip {number}")
    folder.mkdir(parents=True)
    handbook = {"标题": "岗位职责说明书", "公司": f"往返第{number}（试验）有限公司", "部门": [field + "部" for field in generate.FIELDS]}
    generate.write(folder / "handbook.yaml", handbook)
    for at in range(number * positions, (number + 1) * positions):
        department, said = generate.position(at)
        if number % 2:
            said = enrich(r, said)
        generate.write(folder / department / f"{at:05}.yaml", {key: value for key, value in said.items() if value not in ({}, [], "")})


class Loader(yaml.BaseLoader):
    """All scalars as text."""


def text(value):
    """A text as an enumeration of its lines, without blanks and the marks at the ends of lines."""
    lines = [re.sub(r"\s+", "", line).replace("～", "-").replace("~", "-").rstrip(MARKS) for line in str(value).splitlines()]
    return "、".join(line for line in lines if line)


def normal(value):
    """A value as far as a document can show it."""
    if isinstance(value, dict):
        entries = {name: normal(inner) for name, inner in value.items() if name not in UNSEEN}
        entries = {name: inner for name, inner in entries.items() if inner not in ("", [], {})}
        return entries[next(iter(entries))] if list(entries) in (["描述"], ["指标"]) else entries
    if isinstance(value, list):
        items = [item for item in map(normal, value) if item not in ("", [], {})]
        if any(not isinstance(item, str) for item in items):
            is_unsigned = all(isinstance(item, dict) and list(item) == ["角色"] for item in items)
            return [] if is_unsigned else items
        return "、".join(items)
    if value in ("无", "不填", "/"):
        return ""
    return text(value)


def read(folder):
    """The positions by title."""
    found = {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in ("handbook.yaml", "import.yaml"):
            continue
        data = yaml.load(path.read_text(encoding="utf-8"), Loader)
        for one in data if isinstance(data, list) else [data]:
            one.setdefault("所在部门", path.parent.name)
            measures = one.get(MEASURES)
            if isinstance(measures, list) and len(measures) == 1 and isinstance(measures[0], str):
                ONE_MEASURE.add(f"{text(one['岗位名称'])}/{MEASURES}")
            found[text(one["岗位名称"])] = normal(one)
    return found


def differences(path, one, other):
    if one == other:
        return []
    if isinstance(one, dict) and isinstance(other, dict):
        names = list(one) + [name for name in other if name not in one]
        return [line for name in names for line in differences(f"{path}/{name}", one.get(name), other.get(name))]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [line for at, pair in enumerate(zip(one, other)) for line in differences(f"{path}[{at}]", *pair)]
    one, other = str(one), str(other)
    if path in ONE_MEASURE and re.sub("[，；,;]", "、", one) == re.sub("[，；,;]", "、", other):
        return []
    same = len(os.path.commonprefix([one, other]))
    shown = slice(max(0, same - 60), same + 200)
    return [f"  {path}\n    built    {one[shown]}\n    imported {other[shown]}"]


def run(arguments, *command, **options):
    return subprocess.run([arguments.gangwei, *command], capture_output=True, text=True, **options)


def build(arguments, work, number, template):
    source, out = work / f"{number}", work / f"{number}-{template}"
    run(arguments, "build", source, "-o", out, "--template", template, "--format", "docx", "-q", "--lang", "zh")
    (document,) = out.rglob("*.docx")
    renamed = work / "documents" / f"{number}-{template}.docx"
    document.rename(renamed)
    return renamed


def compare(arguments, work, number, template, document):
    back = work / f"{number}-{template}-back"
    result = run(arguments, "import", document, "-o", back, "--lang", "zh", "--message-format", "short")
    lines = [f"  {line}" for line in (result.stdout + result.stderr).splitlines() if "E612" in line]
    built, imported = read(work / f"{number}"), read(back)
    for title in sorted(built.keys() | imported.keys()):
        lines += differences(title, built.get(title), imported.get(title))
    return lines


def save_again(work, documents, through):
    """LibreOffice's own version of the documents, many in a run."""
    saved = work / "saved"
    for start in range(0, len(documents), 50):
        command = ["soffice", f"-env:UserInstallation=file://{work}/office", "--headless", "--convert-to", through, "--outdir", saved]
        subprocess.run([*command, *documents[start:start + 50]], check=True, capture_output=True, timeout=900)
    return [saved / f"{document.stem}.{through}" for document in documents]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gangwei", type=pathlib.Path)
    parser.add_argument("--handbooks", type=int, default=300)
    parser.add_argument("--positions", type=int, default=3)
    parser.add_argument("--sets", default="rotate")
    parser.add_argument("--through", choices=["docx", "doc"])
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    arguments.gangwei = arguments.gangwei.resolve()
    work = arguments.keep or pathlib.Path(tempfile.mkdtemp())
    (work / "documents").mkdir(parents=True)
    jobs = []
    for number in range(arguments.handbooks):
        project(work / f"{number}", number, arguments.positions)
        sets = {"all": SETS, "rotate": [SETS[number % 4]]}.get(arguments.sets, [arguments.sets])
        jobs += [(number, template) for template in sets]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(lambda job: build(arguments, work, *job), jobs))
        if arguments.through:
            documents = save_again(work, documents, arguments.through)
        found = list(pool.map(lambda job: compare(arguments, work, *job[0], job[1]), zip(jobs, documents)))
    wrong = [(job, lines) for job, lines in zip(jobs, found) if lines]
    for (number, template), lines in wrong[:20]:
        print(f"handbook {number}, {template}:", *lines[:12], sep="\n")
    print(f"{len(jobs) - len(wrong)} of {len(jobs)} handbooks of {arguments.positions} positions came back equal")
    if not arguments.keep:
        shutil.rmtree(work)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()

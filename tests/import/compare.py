"""Compares what was imported with what one should read in the form.

    compare.py [--brief] EXPECTED OUTPUT_FOLDER

EXPECTED is `expected.yaml`; `expected-handbook.yaml` beside it is compared, too, if it is there. Every text of the expected data is looked
for at its key in the output. Prints a line for each that is missing, stands elsewhere, or is in the output alone, and the share last.
"""

import pathlib
import re
import sys
import unicodedata

import yaml

# Labels that mean the same, the first for all: an import may keep the form's own word or write the usual one.
SAME = [
    ["学历", "学历资格", "专业学历资格", "学历要求", "教育背景", "教育水平", "文化程度", "education"],
    ["经验", "工作经验", "从业年限", "专业经验", "行业背景", "工作经历", "经验要求"],
    ["专业", "专业要求"],
    ["知识", "专业知识", "知识要求"],
    ["技能", "知识技能", "岗位技能要求", "技能要求", "技能技巧", "所需技能"],
    ["证书", "证书要求", "职业资格", "资格证书"],
    ["素质", "性格", "能力素质", "个人素质", "性格要求"],
    ["培训", "培训要求", "培训经历"],
    ["内部协调部门", "内部", "内部协调关系", "内部关系"],
    ["外部协调机构", "外部", "外部协调关系", "外部关系"],
    ["使用工具/设备", "使用工具设备", "工具设备"],
    ["工作环境"],
    ["工作时间特征", "工作时间"],
    ["所需记录文档"],
    ["晋升方向", "可晋升岗位"],
    ["轮岗方向", "可轮换岗位"],
]
CANONICAL = {word: words[0] for words in SAME for word in words}
# What names a record of a list, so that its other keys are compared with the right one's.
NAMES = ["描述", "指标", "角色", "名称", "版本"]
# Keys with labels of their own.
LABELLED = {"工作协作", "任职资格", "其它", "职业发展", "附加"}
SHARES = {"全部": "全责", "完全": "全责"}


def normal(value):
    """A text without what says nothing: white space, width, the mark at its end."""
    text = unicodedata.normalize("NFKC", str(value))
    text = re.sub(r"(\d{4})年(\d{1,2})月(\d{1,2})日?", lambda date: f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}", text)
    text = re.sub(r"(\d)\s*[~～—–至-]\s*(?=\d)", r"\1-", re.sub(r"\s+", "", text))
    return re.sub(r"[。.;；,，、]+$", "", text)


def key(name):
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(name)))
    return CANONICAL.get(name, name)


class Loader(yaml.BaseLoader):
    """Reads all scalars as text; a key that stands twice is noted in `repeated`, and its first value holds."""

    repeated = []

    def construct_mapping(self, node, deep=False):
        value = {}
        for name, inner in node.value:
            name = self.construct_object(name, deep=True)
            if name in value:
                self.repeated.append(f"{node.start_mark.name}:{inner.start_mark.line + 1} {name}")
            value.setdefault(name, self.construct_object(inner, deep=True))
        return value


def load(path):
    with path.open() as file:
        return yaml.load(file, Loader)


class Comparison:
    def __init__(self):
        self.all = self.found = 0
        self.lines = []

    def tell(self, kind, path, text, more=""):
        shown = str(text) if len(str(text)) <= 60 else f"{str(text)[:58]}…"
        self.lines.append(f"  {kind}  {path}  「{shown}」{more}")

    def miss(self, path, value, places):
        """Notes all texts of a value as missing, or says where else they stand."""
        for at, text in leaves(value, path):
            self.all += 1
            where = [place for place, other in places if other == normal(text)]
            inside = [place for place, other in places if len(normal(text)) > 2 and normal(text) in other]
            if where:
                self.tell("别处", at, text, f" → {where[0]}")
            elif inside:
                self.tell("混在", at, text, f" → {inside[0]}")
            else:
                self.tell("缺少", at, text)

    def compare(self, path, wanted, got, places):
        """Compares two values at a key; `got` may be None."""
        if path.rsplit("/", 1)[-1] in LABELLED:
            self.mapping(path, wanted, got, places)
        elif isinstance(wanted, list) and any(isinstance(item, dict) for item in wanted) or isinstance(got, list) and any(
                isinstance(item, dict) and any(name in item for name in NAMES) for item in got):
            self.records(path, wanted, got, places)
        elif isinstance(wanted, dict):
            self.mapping(path, wanted, got, places)
        else:
            self.texts(path, wanted, got, places)

    def mapping(self, path, wanted, got, places):
        got = folded(got)
        for name, value in folded(wanted).items():
            if name:
                self.compare(f"{path}/{name}", value, got.pop(name, None), places)
            else:
                self.texts(path, value, got.pop(name, None), places)
        for name, value in got.items():
            self.surplus(f"{path}/{name}" if name else path, value)

    def texts(self, path, wanted, got, places):
        """A text or a list of texts; 、 and a list are the same."""
        left = [normal(item) for _, item in leaves(got, "")] if got is not None else []
        if isinstance(wanted, list) or "、" in str(wanted):
            pieces = [piece for text in left for piece in text.split("、")]
        else:
            pieces = []
        for item in as_list(wanted):
            text = normal(item)
            if text in left:
                left.remove(text)
            elif text and all(piece in pieces for piece in text.split("、")):
                pieces = [piece for piece in pieces if piece not in text.split("、")]
                left = [other for other in left if not all(piece in text.split("、") for piece in other.split("、"))]
            elif text and "".join(left) == text:
                left = []
            else:
                self.miss(path, item, places)
                continue
            self.all += 1
            self.found += 1
        kept = "、".join(normal(item) for item in as_list(wanted))
        for text in left:
            if text not in kept and not all(piece in kept.split("、") for piece in text.split("、")):
                self.tell("多出", path, text)

    def records(self, path, wanted, got, places):
        left = [item if isinstance(item, dict) else {"描述": item} for item in as_list(got) if item is not None]
        if isinstance(got, dict) and not any(name in got for name in NAMES):
            # Groups where none were expected: their duties count.
            for name, value in got.items():
                self.tell("多出", path, f"分组 {name}")
            left = [item if isinstance(item, dict) else {"描述": item} for value in got.values() for item in as_list(value)]
        for item in as_list(wanted):
            record = item if isinstance(item, dict) else {"描述": item}
            head = next((name for name in NAMES if name in record), None)
            match = next((other for other in left if head and any(first(other.get(name)) == normal(record[head]) for name in NAMES)), None)
            if match is None:
                self.miss(path, record, places)
                continue
            left.remove(match)
            for name, value in record.items():
                other = match.get(name)
                if name == head:
                    self.all += 1
                    self.found += 1
                elif name == "负责程度":
                    self.texts(f"{path}/{name}", SHARES.get(value, value), SHARES.get(other, other), places)
                else:
                    self.compare(f"{path}[{str(record[head])[:8]}…]/{name}", value, other, places)
            for name, value in match.items():
                if name in NAMES:
                    for _, text in leaves(value, "")[1:]:
                        self.tell("多出", f"{path}/{name}", text)
                elif name not in record:
                    self.surplus(f"{path}[{str(record[head])[:8]}…]/{name}", value)
        for item in left:
            self.surplus(path, item)

    def surplus(self, path, value):
        for at, text in leaves(value, path):
            self.tell("多出", at, text)


def as_list(value):
    return value if isinstance(value, list) else [value]


def folded(value):
    """Labels with their values, of a mapping or of a list whose items may have one; what has none stands under "". Synonyms are one."""
    merged = {}
    for item in as_list(value):
        pairs = item.items() if isinstance(item, dict) else [] if item is None else [("", item)]
        for name, inner in pairs:
            merged.setdefault(key(name), []).append(inner)
    return {name: values[0] if len(values) == 1 else [item for value in values for item in as_list(value)] for name, values in merged.items()}


def first(value):
    """The first text of a value that names a record, which may be a list of lines."""
    texts = leaves(value, "")
    return normal(texts[0][1]) if texts else None


def labels(value, path):
    """All labels of a value with where they stand."""
    if isinstance(value, dict):
        return [label for name, inner in value.items() for label in [(f"{path}/{name}（标签）", normal(name)), *labels(inner, f"{path}/{name}")]]
    return [label for inner in value for label in labels(inner, path)] if isinstance(value, list) else []


def places_in(value, path):
    """Where each text and each label of a value stands."""
    return [(at, normal(text)) for at, text in leaves(value, path)] + labels(value, path)


def leaves(value, path):
    """All texts of a value with their keys."""
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, f"{path}/{name}")]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner, path)]
    return [] if value is None else [(path, value)]


def read(folder):
    """The positions of an output folder by title, and its handbook."""
    positions, handbook = {}, {}
    for path in sorted(folder.rglob("*.yaml")):
        if path.name == "import.yaml":
            continue
        data = load(path)
        if path.name == "handbook.yaml":
            handbook = data or {}
            continue
        for one in as_list(data):
            if path.parent != folder:
                one.setdefault("所在部门", path.parent.name)
            positions.setdefault(normal(one.get("岗位名称", path.stem)), []).append(one)
    return positions, handbook


def compare(expected, folder):
    """A comparison of a form's expected data with an output folder."""
    result = Comparison()
    positions, handbook = read(folder)
    everywhere = [place for title, ones in positions.items() for one in ones for place in places_in(one, f"{title}:")]
    everywhere += places_in(handbook, "handbook:")
    for one in load(expected):
        title = one["岗位名称"]
        candidates = positions.get(normal(title), [])
        same = [other for other in candidates if normal(other.get("所在部门", "")) == normal(one.get("所在部门", ""))]
        match = (same or candidates or [None])[0]
        before = len(result.lines)
        if match is None:
            result.miss("", one, everywhere)
        else:
            candidates.remove(match)
            result.mapping("", one, match, places_in(match, ""))
        if len(result.lines) > before:
            result.lines.insert(before, f" {title}" + ("：没有这个岗位" if match is None else ""))
    for title, ones in positions.items():
        result.lines += [f" {title}：多出的岗位" for _ in ones]
    of_handbook = expected.with_name("expected-handbook.yaml")
    before = len(result.lines)
    if of_handbook.exists():
        result.mapping("", load(of_handbook), handbook, everywhere)
    else:
        for name, value in handbook.items():
            if name != "部门" or any(set(item) - {"名称"} for item in as_list(value) if isinstance(item, dict)):
                result.surplus(f"/{name}", value)
    if len(result.lines) > before:
        result.lines.insert(before, " handbook.yaml")
    result.lines += [f" 重复的键：{place}" for place in Loader.repeated]
    return result


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--brief"]
    result = compare(pathlib.Path(arguments[0]), pathlib.Path(arguments[1]))
    if "--brief" not in sys.argv:
        print("\n".join(result.lines))
    print(f"{result.found} {result.all} {100 * result.found / max(result.all, 1):.1f}%")

#!/usr/bin/env python3
"""Compares gangwei's own PDF with what LibreOffice makes of its DOCX: are the two outputs twins?

    python3 -m venv VENV && VENV/bin/pip install pymupdf        (and LibreOffice Writer, as `soffice`)
    VENV/bin/python tests/twins/twins.py data                          a project folder
    VENV/bin/python tests/twins/twins.py --generate 100                a generated one (generate.py)
    … --set compact    another template set     --keep DIR    keeps what is made     -v    every difference
    … --compression    LibreOffice with its user setting “compress punctuation” on

Both formats are built for every position and for the handbook, by the binary that `cargo build` made. The
handbook's `template_options` name the families of templates/fonts, and LibreOffice sees those fonts only. It must
hold that, of all positions,
    98 % have as many pages,
    95 % begin every page with the same row (or the same line, outside tables), header rows counted and not,
    90 % have the tops of all rows of their first page within 2 mm. (All should. A cell that LibreOffice breaks
         into one line more moves all below it; see --verbose.)
The page numbers of the handbook's contents and index must be those of the pages that have the headings, in both (contents.py).
The handbook as a whole is shown page by page, for information. Exit 0 if all holds, 1 if not.

How rows are found. A rule is a drawn line or a thin box; rules nearer than 1.2 pt are one. Rows lie between
neighbouring horizontal rules; a row's top is the middle of the rule above it. A cell's text is what stands between
its four nearest rules, white space left out, in NFKC. What no rules enclose is a line of text, its top the baseline.
Running heads and feet, outside the page's margins, do not count. A merged label that goes on over a page is
repeated in the PDF only, so a row may lack its first cell. How many of the lines that should break alike do so is counted as well.
"""

import argparse
import bisect
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

import contents
import pymupdf

ROOT = pathlib.Path(__file__).resolve().parents[2]
MM = 72 / 25.4
FAMILIES = {"latin_serif": "Tinos", "han_serif": "Noto Serif SC", "latin_sans": "Arimo", "han_sans": "Noto Sans SC"}

#: LibreOffice's user setting "compress punctuation". Its import drops the document's own (`w:characterSpacingControl`).
COMPRESSION = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/AsianLayout">
<prop oor:name="CompressCharacterDistance" oor:op="fuse"><value>1</value></prop></item></oor:items>
"""

#: A leader, whose dots each program counts for itself.
LEADER = re.compile(r"\.{4,}|…{3,}")
#: Rules nearer than this are one, in points.
SAME_RULE = 1.2
#: What must hold, in per cent of the positions.
LEAST = {"pages": 98, "starts": 95, "tops": 90}
TOLERANCE = 2 * MM


# What is compared


class Row:
    """A table row: its cells' texts, and the lines that each is set in. Or a line of text outside tables."""

    def __init__(self, top, cells):
        self.top = top
        # Merged labels and cells without text leave nothing here.
        self.lines = [[LEADER.sub("", line) for line in lines] for lines in cells]
        self.cells = ["".join(lines) for lines in self.lines]

    def agrees(self, other):
        a, b = self.cells, other.cells
        return a == b or (len(a) == len(b) + 1 and a[1:] == b) or (len(b) == len(a) + 1 and b[1:] == a)

    def __str__(self):
        return " | ".join(cell[:18] for cell in self.cells)


class Rules:
    """The horizontal or the vertical rules of a page: where they stand, and what they cover."""

    def __init__(self, segments):
        self.at, self.cover = [], []
        for at, start, end in sorted(segments):
            if not self.at or at - self.at[-1] > SAME_RULE:
                self.at.append(at)
                self.cover.append([])
            self.cover[-1].append((start, end))

    def around(self, at, across):
        """The nearest rules on both sides of a place, among those that cover it."""
        middle = bisect.bisect(self.at, at)
        before = (i for i in range(middle - 1, -1, -1) if self.covers(i, across))
        after = (i for i in range(middle, len(self.at)) if self.covers(i, across))
        return next(before, None), next(after, None)

    def covers(self, index, across):
        return any(start - 1 <= across <= end + 1 for start, end in self.cover[index])


def rules(page, body):
    horizontal, vertical = [], []

    def add(x0, y0, x1, y1):
        if y1 - y0 <= 3 and x1 - x0 >= 5 and body[0] - 2 <= y0 <= body[1] + 2:
            horizontal.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= 3 and y1 - y0 >= 2:
            vertical.append(((x0 + x1) / 2, y0, y1))

    for drawing in page.get_drawings():
        for item in drawing["items"]:
            if item[0] == "l":
                (x0, y0), (x1, y1) = item[1], item[2]
                add(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            elif item[0] == "re":
                add(*item[1].normalize())
            elif item[0] == "qu":
                add(*item[1].rect)
    return Rules(horizontal), Rules(vertical)


def characters(page, body):
    """Each visible character: its place (the middle of its box, about) and its baseline."""
    for block in page.get_text("rawdict", flags=pymupdf.TEXT_PRESERVE_WHITESPACE)["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    baseline = char["origin"][1]
                    text = unicodedata.normalize("NFKC", char["c"]).strip()
                    if text and body[0] <= baseline <= body[1]:
                        x = (char["bbox"][0] + char["bbox"][2]) / 2
                        yield x, baseline - span["size"] * 0.35, baseline, text


def read_page(page, margins):
    """The rows and lines of a page from top to bottom, and the tops of its rows."""
    horizontal, vertical = rules(page, margins)
    cells, loose = collections.defaultdict(list), []
    for x, y, baseline, text in characters(page, margins):
        top, bottom = horizontal.around(y, x)
        left, right = vertical.around(x, y)
        if None in (top, bottom) or (left is None and right is None):
            loose.append((baseline, x, text))
        elif bottom == top + 1:
            cells[top, left].append((baseline, x, text))
    rows = collections.defaultdict(list)
    for (top, left), content in sorted(cells.items(), key=lambda cell: (cell[0][0], cell[0][1] or 0)):
        rows[top].append(set_lines(content))
    found = [Row(horizontal.at[top], texts) for top, texts in rows.items()]
    found += [Row(line[0][0], [["".join(text for _, _, text in line)]]) for line in group_lines(loose)]
    return sorted(found, key=lambda row: row.top), horizontal.at or [row.top for row in found]


def group_lines(content):
    """Characters by their baselines, each line from left to right. Superscripts stay in their line."""
    lines = []
    for character in sorted(content):
        if not lines or character[0] - lines[-1][0][0] > 4:
            lines.append([])
        lines[-1].append(character)
    return [sorted(line, key=lambda character: character[1]) for line in lines]


def set_lines(content):
    return ["".join(text for _, _, text in line) for line in group_lines(content)]


def read(path, margins):
    with pymupdf.open(path) as document:
        return [read_page(page, margins(page.rect)) for page in document]


def margins_of(docx):
    """The top and bottom margin for each page size that the sections have."""
    body = zipfile.ZipFile(docx).read("word/document.xml").decode()
    sizes = re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)".*?<w:pgMar w:top="(-?\d+)".*?w:bottom="(-?\d+)"', body)
    known = [[int(number) / 20 for number in size] for size in sizes]

    def margins(rect):
        fitting = [size for size in known if abs(size[0] - rect.width) < 2 and abs(size[1] - rect.height) < 2] or known
        return min(abs(size[2]) for size in fitting), rect.height - min(abs(size[3]) for size in fitting)

    return margins


class Comparison:
    """What a pair of documents agree in."""

    def __init__(self, name, docx, ours, theirs):
        self.name, self.notes = name, []
        margins = margins_of(docx)
        self.a, self.b = read(ours, margins), read(theirs, margins)
        self.pages = len(self.a) == len(self.b)
        if not self.pages:
            self.notes.append(f"{len(self.a)} pages, and {len(self.b)} by LibreOffice")
        self.same_starts = self.compare_starts()
        self.starts = self.pages and self.same_starts == len(self.a)
        self.tops = self.compare_tops()
        self.cells, self.lines, self.same_lines, self.breaks = self.compare_lines()

    def compare_starts(self):
        same, seen = 0, [set(), set()]
        for number, pages in enumerate(zip(self.a, self.b), 1):
            starts = [first_rows(rows, seen) for (rows, _), seen in zip(pages, seen)]
            if all(agree(x, y) for x, y in zip(*starts)):
                same += 1
            else:
                shown = ["; ".join(map(str, start)) for start in starts]
                self.notes.append(f"page {number} begins with\n    {shown[0]}\n    {shown[1]}")
        return same

    def compare_tops(self):
        (rows, a), (_, b) = self.a[0], self.b[0]
        self.deviation = max((abs(x - y) for x, y in zip(a, b)), default=0)
        if len(a) != len(b):
            self.notes.append(f"{len(a)} rules on the first page, and {len(b)} by LibreOffice")
        for x, y in zip(a, b):
            if abs(x - y) > TOLERANCE:
                row = next((row for row in rows if abs(row.top - x) < 1), "")
                self.notes.append(f"first page: {(y - x) / MM:+.1f} mm at {x / MM:.0f} mm: {row}")
                break
        return len(a) == len(b) and self.deviation <= TOLERANCE

    def compare_lines(self):
        """Of the cells with one text in both: how many lines, how many of them alike, and which break otherwise."""
        others = collections.defaultdict(list)
        for rows, _ in self.b:
            for row in rows:
                for text, lines in zip(row.cells, row.lines):
                    others[text].append(lines)
        cells, count, alike, breaks = 0, 0, 0, []
        for rows, _ in self.a:
            for row in rows:
                for text, lines in zip(row.cells, row.lines):
                    if not others[text]:
                        continue
                    other = others[text].pop(0)
                    cells += 1
                    count += len(lines)
                    alike += sum(line in other for line in lines)
                    if lines != other:
                        breaks.append((lines, other))
        return cells, count, alike, breaks

    def holds(self):
        return self.pages and self.starts and self.tops


def first_rows(rows, seen):
    """The page's first row, and the first that no earlier page has (the one under repeated header rows)."""
    new = [row for row in rows[:4] if tuple(row.cells) not in seen]
    first = [rows[0] if rows else None, new[0] if new else None]
    seen.update(tuple(row.cells) for row in rows)
    return first


def agree(a, b):
    return a.agrees(b) if a and b else a is b


# What is made


def prepare(arguments, work):
    """A copy of the project whose DOCX names the families that LibreOffice has."""
    project = work / "project"
    if arguments.generate:
        subprocess.run([sys.executable, ROOT / "tests/twins/generate.py", project, str(arguments.generate)], check=True)
    else:
        shutil.copytree(arguments.project, project, ignore=shutil.ignore_patterns("dist"))
    file = project / "handbook.yaml"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    options = re.search(r"^(?:template_options|版式参数): *\{(.*?)\}.*$", text, re.M)
    own = options[1].strip() if options else ""
    assert "han_" not in own and ("版式参数" in text or "template_options" in text) == bool(options), "a handbook that chooses no fonts itself"
    fonts = json.dumps(FAMILIES)[1:-1]
    text = text.replace(options[0], "") if options else text
    file.write_text(f"{text}\ntemplate_options: {{{', '.join(filter(None, [own, fonts]))}}}\n", encoding="utf-8")
    return project


def build(arguments, project, work):
    command = [arguments.gangwei, "build", project, "-o", work / "dist", "-q", "--format", "docx,pdf", "--per", arguments.per]
    if arguments.set:
        command += ["--template", arguments.set]
    subprocess.run(command, check=True)
    pairs = [(file, file.with_suffix(".pdf")) for file in sorted((work / "dist").rglob("*.docx"))]
    assert pairs and all(pdf.exists() for _, pdf in pairs), "both formats of at least one document"
    return pairs


def convert(pairs, work, jobs, compression):
    """LibreOffice's PDF of each DOCX, in its order. Several instances, each with a profile of its own."""
    incoming, outgoing = work / "in", work / "out"
    outgoing.mkdir()
    fonts = write_font_configuration(work)
    names = []
    for number, (docx, _) in enumerate(pairs):
        # Documents of one name would overwrite each other.
        names.append(f"{number:04}")
        incoming.mkdir(exist_ok=True)
        shutil.copy(docx, incoming / f"{number:04}.docx")

    def run(job):
        files = [incoming / f"{name}.docx" for name in names[job::jobs]]
        profile = work / f"profile-{job}"
        (profile / "user").mkdir(parents=True)
        if compression:
            (profile / "user/registrymodifications.xcu").write_text(COMPRESSION)
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", outgoing]
        environment = {**os.environ, "FONTCONFIG_FILE": str(fonts), "SAL_USE_VCLPLUGIN": "svp"}
        subprocess.run([*command, *files], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    jobs = min(jobs, len(names))
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, range(jobs)))
    made = [outgoing / f"{name}.pdf" for name in names]
    missing = [str(docx) for (docx, _), pdf in zip(pairs, made) if not pdf.exists()]
    assert not missing, f"LibreOffice made no PDF of {missing}"
    return made


def write_font_configuration(work):
    """The fonts of templates/fonts, and no other."""
    file = work / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{ROOT / 'templates/fonts'}</dir><cachedir>{work / 'font-cache'}</cachedir></fontconfig>\n"
    )
    return file


# What is said


def report(comparisons, verbose):
    for one in comparisons:
        if one.notes and (verbose or not one.holds()):
            print(f"{one.name}\n  " + "\n  ".join(one.notes))
        if verbose:
            for ours, theirs in one.breaks:
                print("  breaks\n    " + " / ".join(ours) + "\n    " + " / ".join(theirs))


def share(part, whole):
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "none"


def summary(positions):
    count = len(positions)
    good = {key: sum(getattr(one, key) for one in positions) for key in LEAST}
    asked = {"pages": "the same page count", "starts": "the same first row on every page", "tops": "row tops within 2 mm"}
    for key, least in LEAST.items():
        print(f"{asked[key] + ':':36}{share(good[key], count)}, at least {least} %")
    worst = max(one.deviation for one in positions)
    print(f"{'largest difference of a row top:':36}{worst / MM:.1f} mm")
    longer = sum(len(theirs) > len(ours) for one in positions for ours, theirs in one.breaks)
    print(f"{'cells with more lines:':36}{share(longer, sum(one.cells for one in positions))}")
    lines, alike = sum(one.lines for one in positions), sum(one.same_lines for one in positions)
    print(f"{'lines alike:':36}{share(alike, lines)}")
    return all(100 * good[key] >= least * count for key, least in LEAST.items())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=pathlib.Path)
    parser.add_argument("--generate", type=int, metavar="N", help="compare a generated handbook of N positions")
    parser.add_argument("--set", help="the template set, by name or folder")
    parser.add_argument("--per", default="handbook,position")
    parser.add_argument("--gangwei", type=pathlib.Path, default=ROOT / "target/debug/gangwei")
    parser.add_argument("--jobs", type=int, default=2, help="instances of LibreOffice")
    parser.add_argument("--compression", action="store_true", help="LibreOffice compresses punctuation")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what is made")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    if (arguments.project is None) == (arguments.generate is None):
        parser.error("a project folder or --generate")
    with tempfile.TemporaryDirectory() as folder:
        work = (arguments.keep or pathlib.Path(folder)).resolve()
        if arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
        sys.exit(0 if compare(arguments, work) else 1)


def compare(arguments, work):
    pairs = build(arguments, prepare(arguments, work), work)
    made = convert(pairs, work, arguments.jobs, arguments.compression)
    dist = work / "dist"
    comparisons = [Comparison(str(docx.relative_to(dist).with_suffix("")), docx, pdf, other) for (docx, pdf), other in zip(pairs, made)]
    # The handbook stands in the output folder itself, positions in their departments' folders.
    positions = [one for one in comparisons if "/" in one.name]
    report(comparisons, arguments.verbose)
    numbers = [contents.tell(*contents.check(pdf, other)) for (_, pdf), other in zip(pairs, made) if pdf.parent == dist]
    for whole in (one for one in comparisons if one not in positions):
        print(f"the handbook: {len(whole.a)} pages, {len(whole.b)} by LibreOffice; same first row on {share(whole.same_starts, len(whole.a))}")
    good = summary(positions) if positions else all(one.holds() for one in comparisons)
    return good and all(numbers)


if __name__ == "__main__":
    main()

"""Reads the rows of PDF pages, and finds what two PDFs of one document agree in.

How rows are found. A rule is a drawn line or a thin box; rules nearer than 1.2 pt are one. Rows lie between
neighbouring horizontal rules; a row's top is the middle of the rule above it. A cell's text is what stands between
its four nearest rules, white space left out, in NFKC. What no rules enclose is a line of text, its top the baseline.
Running heads and feet, outside the page's margins, do not count. A merged label that goes on over a page is
repeated in our PDF only, so a row may lack its first cell.
"""

import bisect
import collections
import re
import unicodedata
import zipfile

import pymupdf

MM = 72 / 25.4
#: A leader, whose dots each program counts for itself.
LEADER = re.compile(r"\.{4,}|…{3,}")
#: Rules nearer than this are one, in points.
SAME_RULE = 1.2
#: How far the top of a row may be off.
TOLERANCE = 2 * MM


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


def read(path, margins, first=0, count=None):
    with pymupdf.open(path) as document:
        pages = document.pages(first, None if count is None else first + count)
        return [read_page(page, margins(page.rect)) for page in pages]


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
    """What our PDF of a document and an engine's agree in, as far as the engine shows its own."""

    def __init__(self, name, docx, ours, made, engine):
        self.name, self.notes, self.engine = name, [], engine
        margins = margins_of(docx)
        self.a, self.b = read(ours, margins), read(made.pdf, margins, made.first, made.shown)
        #: Whether the number of pages is the same; None where the engine cuts the document.
        self.pages = made.pages and len(self.a) == made.pages
        #: Whether the engine makes more pages.
        self.spills = bool(made.pages) and made.pages > len(self.a)
        if self.pages is False:
            self.notes.append(f"{len(self.a)} pages, and {made.pages} by {engine}")
        self.seen = min(len(self.a), len(self.b))
        self.same_starts = self.compare_starts()
        self.starts = self.pages is not False and self.same_starts == self.seen
        self.tops = self.compare_tops()
        if made.pages != made.shown:
            # What is not shown cannot be found.
            self.a = self.a[: self.seen]
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
        self.deviation = 0
        if not self.seen:
            return False
        (rows, a), (_, b) = self.a[0], self.b[0]
        self.deviation = max((abs(x - y) for x, y in zip(a, b)), default=0)
        if len(a) != len(b):
            self.notes.append(f"{len(a)} rules on the first page, and {len(b)} by {self.engine}")
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
        return self.pages is not False and self.starts and self.tops


def first_rows(rows, seen):
    """The page's first row, and the first that no earlier page has (the one under repeated header rows)."""
    new = [row for row in rows[:4] if tuple(row.cells) not in seen]
    first = [rows[0] if rows else None, new[0] if new else None]
    seen.update(tuple(row.cells) for row in rows)
    return first


def agree(a, b):
    return a.agrees(b) if a and b else a is b

#!/usr/bin/env python3
"""Holds the numbers of pages in contents and index to the pages where the headings are.

    contents.py HANDBOOK.pdf [LIBREOFFICE.pdf]      our own PDF, and what LibreOffice makes of the DOCX

The links of our PDF say where each entry leads. It must hold that
    the number printed at an entry is the label of the page that its link leads to;
    that page of our PDF, and the same page of LibreOffice's, has the entry's text in large type;
    LibreOffice's PDF prints the same numbers in its contents.
Exit 0 if all holds, 1 if not.
"""

import collections
import re
import sys
import unicodedata

import pymupdf


def plain(text):
    return re.sub(r"[\s.…·]", "", unicodedata.normalize("NFKC", text))


def level_text(page, area):
    """The text in an area, without that of a watermark, which rises."""
    lines = [line for block in page.get_text("dict", clip=area)["blocks"] for line in block.get("lines", [])]
    return "".join(span["text"] for line in lines if line["dir"][1] == 0 for span in line["spans"])


def entries(document):
    """Page index, text, printed number and target page of each number that links to a place, with the links
    to the same place that stand beside it."""
    for page in document:
        places = collections.defaultdict(list)
        for link in page.get_links():
            if link["kind"] == pymupdf.LINK_GOTO:
                area = link["from"]
                text = plain(level_text(page, area + (0, 1, 0, -1)))
                places[link["page"], round(link["to"].y)].append((area.x0, area.y0, text, area.x1))
        for (target, _), links in places.items():
            # Digits that a name ends with touch the rest of it, or stand below it, to the left of a page number.
            apart = lambda link: not any(abs(other[1] - link[1]) < 2 and abs(link[0] - other[3]) < 4 for other in links)
            numbers = [link for link in links if re.fullmatch(r"[ivxlc]+|\d+", link[2]) and apart(link)]
            right = max((link[0] for link in numbers), default=0)
            numbers = [link for link in numbers if link[0] > right - 40]
            if not numbers or len(numbers) == len(links) or right < page.rect.width / 2:
                continue
            names = [[] for _ in numbers]
            for link in sorted(links, key=lambda link: link[1]):
                if link not in numbers:
                    nearest = min(range(len(numbers)), key=lambda k: abs(numbers[k][1] - link[1]))
                    names[nearest].append(link[2])
            for (_, _, number, _), name in zip(numbers, names):
                yield page.number, "".join(name), number, target


def check(own_file, other_file=None):
    """How many entries there are, and what is wrong with them, a line each."""
    own = pymupdf.open(own_file)
    other = pymupdf.open(other_file) if other_file else None
    wrong = []
    if other is not None and len(other) != len(own):
        wrong.append(f"{len(own)} pages, and {len(other)} by LibreOffice")
    count = 0
    for number, text, printed, target in entries(own):
        count += 1
        # pymupdf takes the name in /Type /PageLabel for a prefix.
        label = own[target].get_label().removeprefix("ageLabel")
        if label != printed:
            wrong.append(f"{text}: printed {printed}, but its page is {label}")
        for document in filter(None, [own, other]):
            name = "our PDF" if document is own else "LibreOffice"
            if target < len(document) and plain(text) not in plain(document[target].get_text()):
                wrong.append(f"{text}: not on page {target + 1} of {name}")
        if other is not None and number < len(other):
            page = plain(other[number].get_text())
            if plain(text) not in page or printed not in page:
                wrong.append(f"{text}: LibreOffice does not print {printed} on page {number + 1}")
    return count, wrong


def tell(count, wrong):
    """Prints what was found; whether all holds."""
    print(f"contents and index: {count} entries, {len(wrong)} findings")
    for line in wrong[:20]:
        print(" ", line)
    return count > 0 and not wrong


def main():
    sys.exit(0 if tell(*check(*sys.argv[1:3])) else 1)


if __name__ == "__main__":
    main()

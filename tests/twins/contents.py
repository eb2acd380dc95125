#!/usr/bin/env python3
"""Holds the numbers of pages in contents and index to the pages where the headings are.

    contents.py HANDBOOK.pdf [LIBREOFFICE.pdf]      our own PDF, and what LibreOffice makes of the DOCX

The links of our PDF say where each entry leads. It must hold that
    the number printed at an entry is the label of the page that its link leads to;
    that page of our PDF, and the same page of LibreOffice's, has the entry's text in large type;
    LibreOffice's PDF prints the same numbers in its contents.
Exit 0 if all holds, 1 if not.
"""

import re
import sys
import unicodedata

import pymupdf


def plain(text):
    return re.sub(r"[\s.…·]", "", unicodedata.normalize("NFKC", text))


def lines(page):
    """The text of a page by baseline, from the top, runs of one line joined from left to right."""
    rows = {}
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                rows.setdefault(round(span["origin"][1]), []).append(span)
    for y in sorted(rows):
        spans = sorted(rows[y], key=lambda span: span["origin"][0])
        yield y, "".join(span["text"] for span in spans), max(span["size"] for span in spans)


def entries(document):
    """Page index, text, printed number and target page of each line that holds links to one place."""
    for page in document:
        links = [link for link in page.get_links() if link["kind"] == pymupdf.LINK_GOTO]
        for y, text, _ in lines(page):
            here = {link["page"] for link in links if link["from"].y0 <= y <= link["from"].y1 + 1}
            found = re.fullmatch(r"(.*?)[.…·\s]+([ivxlc]+|\d+)\s*", text)
            if found and len(here) == 1:
                yield page.number, found[1].strip(" .…·"), found[2], here.pop()


def main():
    own = pymupdf.open(sys.argv[1])
    other = pymupdf.open(sys.argv[2]) if len(sys.argv) > 2 else None
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
            if plain(text + printed) not in page:
                wrong.append(f"{text}: LibreOffice does not print {printed} on page {number + 1}")
    print(f"{count} entries, {len(wrong)} of them wrong")
    for line in wrong[:20]:
        print(" ", line)
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main()

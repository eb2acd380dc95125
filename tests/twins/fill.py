#!/usr/bin/env python3
"""Measures how full the pages of gangwei's PDFs are: how far down the room between the margins the last ink reaches.

    python3 -m venv VENV && VENV/bin/pip install pymupdf
    VENV/bin/python tests/twins/fill.py data                       the four built-in sets
    … --set compact    one set, built in or a folder     --gangwei PROGRAM    another than target/debug's
    … -v               every short page, with its file

Each set is built twice, as the handbook and as a document for each position. A page is *short* if its ink ends above
a fifth of the room. A short page that begins something (a bookmark leads to it, or it is the document's first) is as
long as what it shows; any other is the rest of what the page before did not hold, and the layout should have taken it
in or sent it company. Exit 1 if there is one of those, so that the script can stand in a check.

Running heads and feet do not count: the margins are read from the DOCX of the same build.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pymupdf
from comparison import margins_of

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ["standard", "compact", "modern", "official"]
SHORT = 0.2
VERY_SHORT = 0.15


def lowest_ink(page, top, bottom):
    """The lower edge of what is drawn or set between the margins."""
    boxes = [pymupdf.Rect(word[:4]) for word in page.get_text("words")]
    boxes += [drawing["rect"] for drawing in page.get_drawings() if drawing.get("fill") != (1.0, 1.0, 1.0)]
    boxes += [pymupdf.Rect(image["bbox"]) for image in page.get_image_info()]
    inside = [box.y1 for box in boxes if top - 1 <= (box.y0 + box.y1) / 2 <= bottom + 1]
    return max(inside, default=top)


def pages_of(pdf, is_handbook):
    """Of each page: its file, its number, how full it is, and whether something begins there."""
    margins = margins_of(pdf.with_suffix(".docx"))
    with pymupdf.open(pdf) as document:
        # Chapters and positions; a position's own headings begin nothing.
        levels = 2 if is_handbook else 0
        begins = {1} | {page for level, _, page in document.get_toc() if level <= levels}
        for number, page in enumerate(document, 1):
            top, bottom = margins(page.rect)
            yield pdf.stem, number, min(1, (lowest_ink(page, top, bottom) - top) / (bottom - top)), number in begins


def measure(arguments, name, kind, work):
    out = work / kind
    command = [arguments.gangwei, "build", arguments.project, "-o", out, "-q", "--format", "docx,pdf", "--per", kind, "--template", name]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return [page for pdf in sorted(out.rglob("*.pdf")) for page in pages_of(pdf, kind == "handbook")]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("--set", action="append", help="default: all four")
    parser.add_argument("--gangwei", default=ROOT / "target/debug/gangwei", type=pathlib.Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    left = 0
    print("| set | | pages | mean fill | under 20 % | of these the rest of a page | under 15 % |\n|---|---|---|---|---|---|---|")
    for name in arguments.set or SETS:
        for kind in ["handbook", "position"]:
            work = pathlib.Path(tempfile.mkdtemp())
            try:
                pages = measure(arguments, name, kind, work)
            finally:
                shutil.rmtree(work)
            short = [page for page in pages if page[2] < SHORT]
            rests = [page for page in short if not page[3]]
            very = sum(page[2] < VERY_SHORT for page in pages)
            mean = sum(page[2] for page in pages) / len(pages)
            print(f"| {name} | {kind} | {len(pages)} | {mean:.3f} | {len(short)} | {len(rests)} | {very} |", flush=True)
            if arguments.verbose:
                for file, number, fill, begins in short:
                    print(f"    {file} p. {number}: {fill:.0%}{' (begins there)' if begins else ''}")
            left += len(rests)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

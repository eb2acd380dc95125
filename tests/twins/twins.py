#!/usr/bin/env python3
"""Compares gangwei's own PDF with what word processors make of its DOCX: are the two outputs twins?

    python3 -m venv VENV && VENV/bin/pip install pymupdf        (and LibreOffice Writer, as `soffice`)
    VENV/bin/python tests/twins/twins.py data                          a project folder
    VENV/bin/python tests/twins/twins.py --generate 100                a generated one (generate.py)
    VENV/bin/python tests/twins/twins.py --full                        pages full to the last point (full.py): none may make a page more
    … --engine aspose,spire    other word processors, `all` for all that are installed (engines/)
    … --set compact,official   other template sets, `all` for all      --keep DIR    keeps what is made
    … --compression    LibreOffice with its user setting “compress punctuation” on        -v    every difference

Both formats are built for every position and for the handbook, by the binary that `cargo build` made. The
handbook's `template_options` name the families of templates/fonts, and the engines see those fonts only. Of all
positions, such a share as each engine's LEAST says must, in the set that the handbook names,
    have as many pages,
    begin every page with the same row (or the same line, outside tables), header rows counted and not,
    have the tops of all rows of their first page within 2 mm. (All should. A cell that an engine breaks
         into one line more moves all below it; see --verbose.)
Where LibreOffice cannot agree with Word, the DOCX is written as Word reads it: LibreOffice has half a row's lines in
its height, and does not keep a chain of tables on one page. Engines that lay out as Word does come nearer (docs/figures.md).
An engine in evaluation mode shows less than all pages; then what it shows is compared (engines/ tell their limits).
The page numbers of the handbook's contents and index must be those of the pages that have the headings, in both (contents.py).
The handbook as a whole is shown page by page, for information. Exit 0 if all holds, 1 if not.

How rows are found: comparison.py. How many of the lines that should break alike do so is counted as well.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import contents
import engines
from comparison import MM, Comparison
from engines import libreoffice

ROOT = pathlib.Path(__file__).resolve().parents[2]
FONTS = ROOT / "templates/fonts"
SETS = ["standard", "compact", "modern", "official"]
FAMILIES = {"latin_serif": "Tinos", "han_serif": "Noto Serif SC", "latin_sans": "Arimo", "han_sans": "Noto Sans SC"}
#: What is looked at of a position.
ASKED = {"pages": "the same page count", "starts": "the same first row on every page", "tops": "row tops within 2 mm"}


# What is made


def prepare(arguments, work):
    """A copy of the project whose DOCX names the families that the engines have."""
    project = work / "project"
    if arguments.generate:
        subprocess.run([sys.executable, ROOT / "tests/twins/generate.py", project, str(arguments.generate)], check=True)
    elif arguments.full:
        subprocess.run([sys.executable, ROOT / "tests/twins/full.py", project], check=True)
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


def build(arguments, project, template, dist):
    """The DOCX and the PDF of every document."""
    command = [arguments.gangwei, "build", project, "-o", dist, "-q", "--format", "docx,pdf", "--per", arguments.per]
    if template:
        command += ["--template", template]
    subprocess.run(command, check=True)
    pairs = [(file, file.with_suffix(".pdf")) for file in sorted(dist.rglob("*.docx"))]
    assert pairs and all(pdf.exists() for _, pdf in pairs), "both formats of at least one document"
    return pairs


def convert(pairs, engine, work, jobs):
    """The engine's PDF of each DOCX, in its order."""
    incoming, outgoing = work / "in", work / "out"
    incoming.mkdir(parents=True)
    outgoing.mkdir()
    files = []
    for number, (docx, _) in enumerate(pairs):
        # Documents of one name would overwrite each other.
        files.append(incoming / f"{number:04}.docx")
        shutil.copy(docx, files[-1])
    return engine.convert(files, outgoing, FONTS, jobs)


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


def known(key, positions):
    """Whether each position agrees, as far as that is known."""
    return [value for one in positions if (value := getattr(one, key)) is not None]


def no_spill(positions):
    """Of full pages, only that no end of one stands on another: the room that engines need differs by a point."""
    spilled = [one.name for one in positions if one.spills]
    print(f"{'with a page more than ours:':36}{share(len(spilled), len(positions))}, none allowed")
    return not spilled


def summary(positions, least):
    for key, name in ASKED.items():
        told = known(key, positions)
        print(f"{name + ':':36}{share(sum(told), len(told))}" + (f", at least {least[key]} %" if least else ""))
    starts = share(sum(one.same_starts for one in positions), sum(one.seen for one in positions))
    print(f"{'pages with the same first row:':36}{starts}")
    print(f"{'largest difference of a row top:':36}{max(one.deviation for one in positions) / MM:.1f} mm")
    longer = sum(len(theirs) > len(ours) for one in positions for ours, theirs in one.breaks)
    print(f"{'cells with more lines:':36}{share(longer, sum(one.cells for one in positions))}")
    lines, alike = sum(one.lines for one in positions), sum(one.same_lines for one in positions)
    print(f"{'lines alike:':36}{share(alike, lines)}")
    shares = {key: (sum(told), len(told)) for key in ASKED if (told := known(key, positions))}
    return not least or all(100 * part >= least[key] * whole for key, (part, whole) in shares.items())


def figures(template, engine, positions):
    """A line of a table: how many positions agree in each."""
    cells = [f"{sum(told)} of {len(told)}" for key in ASKED if (told := known(key, positions)) is not None]
    pages = f"{sum(one.same_starts for one in positions)} of {sum(one.seen for one in positions)}"
    return " | ".join(["", template or "as the handbook says", engine.NAME, *cells, pages, ""]).strip()


# The whole of it


def chosen(said, names):
    return names if said == "all" else said.split(",")


def engines_of(said):
    """The engines to ask, and of `all` those that are here."""
    found = []
    for name in chosen(said, engines.NAMES):
        engine = engines.get(name)
        why = engine.missing()
        if why and said != "all":
            sys.exit(f"{engine.NAME} cannot run here: {why}")
        if why:
            print(f"{engine.NAME} is left out: {why}")
        else:
            found.append(engine)
    return found


def compare(pairs, dist, engine, arguments, work):
    """Tells how one engine's pages compare. Whether all holds, and a line of figures."""
    # The handbook stands in the output folder itself, positions in their departments' folders.
    taken = [pair for pair in pairs if engine.WHOLE or pair[0].parent != dist]
    made = convert(taken, engine, work, arguments.jobs)
    name = lambda docx: str(docx.relative_to(dist).with_suffix(""))
    comparisons = [Comparison(name(docx), docx, pdf, other, engine.NAME) for (docx, pdf), other in zip(taken, made)]
    positions = [one for one in comparisons if "/" in one.name]
    report([one for one in comparisons if one.spills or not arguments.full], arguments.verbose)
    numbers = [contents.tell(*contents.check(pdf, other.pdf)) for (_, pdf), other in zip(taken, made) if pdf.parent == dist]
    for whole in (one for one in comparisons if one not in positions):
        print(f"the handbook: {len(whole.a)} pages, {len(whole.b)} by {engine.NAME}; same first row on {share(whole.same_starts, len(whole.a))}")
    least = None if arguments.set else engine.LEAST
    judge = no_spill if arguments.full else lambda positions: summary(positions, least)
    good = judge(positions) if positions else all(one.holds() for one in comparisons)
    return good and all(numbers), figures(work.parent.name, engine, positions or comparisons)


def run(arguments, work):
    project = prepare(arguments, work)
    asked = engines_of(arguments.engine)
    good, lines = True, []
    for template in chosen(arguments.set, SETS) if arguments.set else [None]:
        place = work / (pathlib.Path(template).name if template else "handbook")
        pairs = build(arguments, project, template, place / "dist")
        for engine in asked:
            print(f"\n{place.name}, by {engine.NAME}")
            holds, line = compare(pairs, place / "dist", engine, arguments, place / engine.__name__.split(".")[-1])
            good &= holds
            lines.append(line)
    print("\n| set | engine | as many pages | all first rows | row tops | pages that begin alike |\n|---|---|---|---|---|---|")
    print("\n".join(lines))
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=pathlib.Path)
    parser.add_argument("--generate", type=int, metavar="N", help="compare a generated handbook of N positions")
    parser.add_argument("--full", action="store_true", help="compare pages that are full to the last point (full.py)")
    parser.add_argument("--engine", default="libreoffice", help=f"{', '.join(engines.NAMES)}, several by commas, or all")
    parser.add_argument("--set", help="the template set, by name or folder, several by commas, or all")
    parser.add_argument("--per", default="handbook,position")
    parser.add_argument("--gangwei", type=pathlib.Path, default=ROOT / "target/debug/gangwei")
    parser.add_argument("--jobs", type=int, default=2, help="instances of an engine")
    parser.add_argument("--compression", action="store_true", help="LibreOffice compresses punctuation")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for what is made")
    parser.add_argument("-v", "--verbose", action="store_true")
    arguments = parser.parse_args()
    if [arguments.project is None, arguments.generate is None, not arguments.full].count(False) != 1:
        parser.error("a project folder, --generate or --full")
    libreoffice.compression = arguments.compression
    with tempfile.TemporaryDirectory() as folder:
        work = (arguments.keep or pathlib.Path(folder)).resolve()
        if arguments.keep:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)
        sys.exit(0 if run(arguments, work) else 1)


if __name__ == "__main__":
    main()

"""Spire.Doc, which lays out as Word does: the package `spire-doc-free`.

Its limit: a PDF gets three pages of a document. All of its pages are counted, and these three compared.
"""

import importlib.util

from . import Made, answer, in_processes

NAME = "Spire.Doc"
WHOLE = False
LEAST = {"pages": 98, "starts": 98, "tops": 98}
MOST = 3


def missing():
    return None if importlib.util.find_spec("spire") and importlib.util.find_spec("spire.doc") else "pip install spire-doc-free"


def convert(files, folder, fonts, jobs):
    return in_processes(__name__, files, folder, fonts, jobs)


def convert_one(file, pdf, fonts):
    import spire.doc

    spire.doc.Document.SetGlobalCustomFontsFolders(fonts)
    document = spire.doc.Document()
    document.LoadFromFile(str(file))
    pages = document.GetPageCount()
    document.SaveToFile(str(pdf), spire.doc.FileFormat.PDF)
    document.Close()
    return Made(str(pdf), pages, 0, min(pages, MOST))


if __name__ == "__main__":
    answer(convert_one)

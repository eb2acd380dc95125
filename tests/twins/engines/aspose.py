"""Aspose.Words, which lays out as Word does: the package `aspose-words`, in evaluation mode.

Its limits there, and what is done about them: it begins a document with a notice, so the document gets a page before
its first, for the notice alone, which is not looked at; it cuts a document after about 200 paragraphs, so of such a one
only the pages before the cut are compared, and their number is not known.

It is built for OpenSSL 1.1. Where the system has a later one, the libraries inside `psycopg2-binary` 2.9.9 serve.
"""

import ctypes
import importlib.metadata
import importlib.util
import io
import pathlib
import re
import zipfile

import pymupdf

from . import Made, answer, in_processes

NAME = "Aspose.Words"
WHOLE = False
LEAST = {"pages": 98, "starts": 98, "tops": 98}

#: What it writes where it cuts a document.
CUT = "This document was truncated here"
#: A page for the notice. It counts as page 0, so that all others keep their numbers and sides.
NOTICE_PAGE = (
    '<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="700" w:footer="700" w:gutter="0"/>'
    '<w:pgNumType w:start="0"/></w:sectPr></w:pPr></w:p>'
)


def missing():
    if not importlib.util.find_spec("aspose") or not importlib.util.find_spec("aspose.words"):
        return "pip install aspose-words"
    if not has_openssl() and not bundled_openssl():
        return "it needs OpenSSL 1.1: pip install psycopg2-binary==2.9.9"
    return None


def has_openssl():
    try:
        return bool(ctypes.CDLL("libssl.so.1.1"))
    except OSError:
        return False


def bundled_openssl():
    """The libraries of OpenSSL 1.1 in the one package that carries them, whose names have a digest in them."""
    try:
        package = importlib.metadata.distribution("psycopg2-binary")
    except importlib.metadata.PackageNotFoundError:
        return {}
    folder = pathlib.Path(package.locate_file("psycopg2_binary.libs"))
    return {f"{name}.so.1.1": file for name in ("libssl", "libcrypto") for file in folder.glob(f"{name}-*.so.1.1*")}


def convert(files, folder, fonts, jobs):
    environment = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    if not has_openssl():
        libraries = bundled_openssl()
        for name, file in libraries.items():
            (folder / name).symlink_to(file)
        # They find one another by the names with the digest.
        own = next(iter(libraries.values())).parent
        environment["LD_LIBRARY_PATH"] = f"{folder}:{own}"
    return in_processes(__name__, files, folder, fonts, jobs, environment)


def with_notice_page(docx):
    """The file with a page before its first one."""
    new = io.BytesIO()
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data, count = re.subn(rb"<w:body>", b"<w:body>" + NOTICE_PAGE.encode(), data, count=1)
                assert count == 1, f"{docx} has no body"
            out.writestr(name, data)
    new.seek(0)
    return new


def convert_one(file, pdf, fonts):
    import aspose.words as aw

    options = aw.loading.LoadOptions()
    options.font_settings = aw.fonts.FontSettings()
    options.font_settings.set_fonts_folder(fonts, False)
    aw.Document(with_notice_page(file), options).save(str(pdf))
    with pymupdf.open(pdf) as document:
        pages = len(document) - 1
        is_cut = any(CUT in page.get_text() for page in document.pages(-2))
    return Made(str(pdf), None if is_cut else pages, 1, pages - is_cut)


if __name__ == "__main__":
    answer(convert_one)

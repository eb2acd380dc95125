"""LibreOffice Writer, as `soffice`. Without limits; it squeezes no marks, and drops the document's own wish to.

`compression` is its user setting “compress punctuation”: its import drops `w:characterSpacingControl`.
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess

import pymupdf

from . import Made, gather, shares

NAME = "LibreOffice"
WHOLE = True
LEAST = {"pages": 98, "starts": 90, "tops": 87}
compression = False

COMPRESSION = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Common/AsianLayout">
<prop oor:name="CompressCharacterDistance" oor:op="fuse"><value>1</value></prop></item></oor:items>
"""


def missing():
    return None if shutil.which("soffice") else "there is no soffice"


def convert(files, folder, fonts, jobs):
    """Several instances, each with a profile of its own."""
    configuration = write_font_configuration(folder, fonts)

    def run(job):
        number, share = job
        profile = folder / f"profile-{number}"
        (profile / "user").mkdir(parents=True)
        if compression:
            (profile / "user/registrymodifications.xcu").write_text(COMPRESSION)
        command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", folder]
        environment = {**os.environ, "FONTCONFIG_FILE": str(configuration), "SAL_USE_VCLPLUGIN": "svp"}
        subprocess.run([*command, *share], check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [look(folder / f"{pathlib.Path(file).stem}.pdf") for file in share]

    parts = shares(files, jobs)
    with concurrent.futures.ThreadPoolExecutor(len(parts)) as pool:
        return gather(files, list(pool.map(run, enumerate(parts))))


def look(pdf):
    assert pdf.exists(), f"LibreOffice did not make {pdf}"
    with pymupdf.open(pdf) as document:
        return Made(str(pdf), len(document), 0, len(document))


def write_font_configuration(folder, fonts):
    """The fonts of that folder, and no other."""
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'font-cache'}</cachedir></fontconfig>\n"
    )
    return file

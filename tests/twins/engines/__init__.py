"""The word processors that can set a DOCX, each a module with one interface:

    NAME                                      what it is called in figures
    WHOLE                                     whether it sets a document of any length
    LEAST                                     what must hold of the set that the handbook names, in per cent of the positions
    missing()                                 why it cannot run here; None if it can
    convert(files, folder, fonts, jobs)       a `Made` for each file, in their order; fonts come from that folder alone
"""

import concurrent.futures
import dataclasses
import importlib
import json
import os
import pathlib
import subprocess
import sys

NAMES = ["libreoffice", "aspose", "spire"]


@dataclasses.dataclass
class Made:
    """What became of a DOCX."""

    pdf: str
    #: How many pages the document fills; None where the engine cuts it short.
    pages: int | None
    #: Where its pages stand in the PDF, and how many of them are there.
    first: int
    shown: int


def get(name):
    return importlib.import_module(f"{__name__}.{name}")


def shares(files, jobs):
    """The files dealt out to at most so many jobs."""
    return [files[job::jobs] for job in range(min(jobs, len(files)))]


def gather(files, parts):
    """What the jobs made of their shares, in the order of the files."""
    made = [None] * len(files)
    for job, part in enumerate(parts):
        made[job :: len(parts)] = part
    return made


def in_processes(module, files, folder, fonts, jobs, environment=None):
    """Runs an engine's module as a program on shares of the files: see `answer`."""

    def run(share):
        command = [sys.executable, "-m", module, folder, fonts, *share]
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True,
            cwd=pathlib.Path(__file__).parents[1], env={**os.environ, **(environment or {})},
        )
        return [Made(**json.loads(line)) for line in done.stdout.splitlines() if line.startswith("{")]

    parts = shares(files, jobs)
    with concurrent.futures.ThreadPoolExecutor(len(parts)) as pool:
        return gather(files, list(pool.map(run, parts)))


def answer(convert):
    """The program of an engine that runs in Python: `convert(file, pdf, fonts)` gives a `Made`, told as a line of JSON."""
    folder, fonts, *files = sys.argv[1:]
    for file in map(pathlib.Path, files):
        print(json.dumps(dataclasses.asdict(convert(file, pathlib.Path(folder) / f"{file.stem}.pdf", fonts))), flush=True)

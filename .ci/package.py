#!/usr/bin/env python3
"""Packs a built gangwei into the archive that people download.

    package.py BINARY TARGET FOLDER

BINARY is run once for its version, completions and manual pages, so it must run here. FOLDER gets
gangwei-VERSION-TARGET.zip for Windows, else .tar.gz; beside it stands the SHA-256 sum of the archive.
It holds the program, completions, manual pages, README, docs and licences: of gangwei, of the fonts in it,
and of every crate that is linked into it. Equal input gives equal bytes.
"""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Completions by where each shell looks for them.
SHELLS = {"bash": "gangwei.bash", "zsh": "_gangwei", "fish": "gangwei.fish", "powershell": "_gangwei.ps1", "elvish": "gangwei.elv"}
# Where completions and manual pages of a language stand; `man` chooses its folder by the locale.
LANGUAGES = {"en": ("completions", "man/man1"), "zh": ("completions/zh", "man/zh_CN/man1")}
LICENCES = ("license", "licence", "copying", "notice", "unlicense", "copyright")


def main(binary, target, folder):
    binary = str(Path(binary).resolve())
    version = run(binary, "--version").decode().split()[1]
    name = f"gangwei-{version}-{target}"
    files = {f"{name}/{path}": content for path, content in contents(binary, target).items()}
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if "windows" in target:
        archive = folder / f"{name}.zip"
        archive.write_bytes(zipped(files))
    else:
        archive = folder / f"{name}.tar.gz"
        archive.write_bytes(tarred(files))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    Path(f"{archive}.sha256").write_bytes(f"{digest}  {archive.name}\n".encode())
    print(archive)


def contents(binary, target):
    """Every file of the archive by its path in it."""
    program = "gangwei.exe" if "windows" in target else "gangwei"
    files = {program: Path(binary).read_bytes()}
    for language, (completions, manual) in LANGUAGES.items():
        for shell, name in SHELLS.items():
            files[f"{completions}/{name}"] = run(binary, "completions", shell, "--lang", language)
        with tempfile.TemporaryDirectory() as pages:
            run(binary, "man", "--output", pages, "--lang", language)
            files.update({f"{manual}/{page.name}": page.read_bytes() for page in Path(pages).iterdir()})
    for name in ("README.md", "LICENSE"):
        files[name] = (ROOT / name).read_bytes()
    for page in (ROOT / "docs").glob("*.md"):
        files[f"docs/{page.name}"] = page.read_bytes()
    for licence in (ROOT / "templates" / "fonts").glob("LICENSE-*"):
        files[f"licenses/fonts/{licence.name}"] = licence.read_bytes()
    files.update(crates(target))
    return dict(sorted(files.items()))


def crates(target):
    """The licences of all crates in the program, and a list of them; of some the list alone tells it."""
    told = json.loads(run("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target, cwd=ROOT))
    packages = {package["id"]: package for package in told["packages"]}
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    files, lines = {}, []
    for id in linked(told["resolve"]["root"], nodes):
        package = packages[id]
        name = f"{package['name']}-{package['version']}"
        lines.append(f"{name}\t{package['license'] or package['license_file']}\t{package['repository'] or ''}\n")
        for file in sorted(Path(package["manifest_path"]).parent.iterdir()):
            if file.is_file() and file.name.lower().startswith(LICENCES):
                files[f"licenses/crates/{name}/{file.name}"] = file.read_bytes()
    files["licenses/crates.tsv"] = "".join(sorted(lines)).encode()
    return files


def linked(root, nodes):
    """What a crate needs when it runs: not what only builds or tests it."""
    seen, queue = set(), [root]
    while queue:
        for dependency in nodes[queue.pop()]["deps"]:
            needed = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if needed and dependency["pkg"] not in seen:
                seen.add(dependency["pkg"])
                queue.append(dependency["pkg"])
    return seen


def mode(path):
    return 0o755 if path.endswith("/gangwei") else 0o644


def tarred(files):
    packed = io.BytesIO()
    # No time stands in the archive, neither of the files nor of its making.
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        for path, content in files.items():
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(content), mode(path)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

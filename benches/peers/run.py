"""Times gangwei beside typst on the same generated positions, in one run.

    cargo build --release && cargo build --release --example generate_handbook
    python3 -m pip install typst
    python3 benches/peers/run.py [POSITIONS] [RUNS]

Whole processes, in turn; of each the best wall time, with its processor time and the largest peak of memory.
gangwei makes PDF/A-2a, PDF/UA-1 and DOCX with contents, charts, staffing table and index; typst a tagged PDF of the
sheets with contents, from `form.typ`.
"""

import os
import pathlib
import shutil
import sys
import tempfile
import time

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "release"


def run(command):
    """Wall seconds, processor seconds, peak memory in MB."""
    start = time.perf_counter()
    pid = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(pid, 0)
    wall = time.perf_counter() - start
    assert status == 0, command
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(positions="200", runs="5"):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        data = folder / "data"
        run([str(target / "examples/generate_handbook"), str(data), positions])
        typst = folder / "typst"
        shutil.copytree(data, typst)
        gangwei = [str(target / "gangwei"), "build", str(data), "-q"]
        peer = [sys.executable, str(here / "typst_form.py"), str(typst), str(folder / "typst.pdf"), str(root / "templates/fonts")]
        rows = {
            "gangwei, PDF and DOCX": [*gangwei, "-o", str(folder / "both")],
            "gangwei, PDF": [*gangwei, "-o", str(folder / "pdf"), "--format", "pdf"],
            "typst, PDF": peer,
        }
        taken = {name: [] for name in rows}
        for _ in range(int(runs)):
            for name, command in rows.items():
                for made in ("both", "pdf"):
                    shutil.rmtree(folder / made, ignore_errors=True)
                taken[name].append(run(command))
        best = {name: min(times) for name, times in taken.items()}
        peak = {name: max(time[2] for time in times) for name, times in taken.items()}
        for name, (wall, processor, _) in best.items():
            print(f"{name:24} {wall:6.2f} s {processor:6.2f} s of processor {peak[name]:6.0f} MB")
        ours, theirs = "gangwei, PDF and DOCX", "typst, PDF"
        times = best[theirs][0] / best[ours][0]
        share = peak[ours] / peak[theirs]
        print(f"gangwei makes both {times:.1f} times as fast as typst makes its PDF, in {share:.2f} of the memory")


main(*sys.argv[1:])

"""Runs the shell steps of a CI recipe in the current folder, as GitHub's or GitLab's runner would.

    steps.py github FILE JOB...     steps.py gitlab FILE JOB...

Each job runs once for each value of its matrix, or each of its parallel numbers. Actions are not run, nor artifacts
carried away, but what is handed to them has to be there: files, a SARIF log, a code quality report. Ends with the
status of the first job that fails. Variables of the repository (`vars.NAME`, GitLab's variables) are taken from the
environment. `--step NAME` leaves out the commands of other steps, and `--matrix VALUE` other values of the matrix.
"""

import glob
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

# What a runner sees of the machine.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TERM")


def main(kind, path, *jobs):
    with open(path, encoding="utf-8") as file:
        recipe = yaml.safe_load(file)
    run = {"github": github, "gitlab": gitlab}[kind]
    for job in jobs:
        status = run(recipe, job)
        print(f"{path}: {job}: exit {status}", flush=True)
        if status:
            sys.exit(status)


def github(recipe, name):
    job = recipe["jobs"][name]
    matrix = job.get("strategy", {}).get("matrix", {})
    combinations = matrix.get("include") or [dict(zip(matrix, values)) for values in itertools.product(*matrix.values())]
    for values in combinations:
        if options["--matrix"] and not set(options["--matrix"]) & set(values.values()):
            continue
        known = {f"matrix.{key}": value for key, value in values.items()}
        known["strategy.job-total"] = len(combinations)
        status = github_steps(recipe, job, known)
        if status:
            return status
    return 0


def github_steps(recipe, job, known):
    """Runs the steps of one combination; after a failure only those that ask for it."""
    status = 0
    with tempfile.TemporaryDirectory() as temp:
        added = os.path.join(temp, "path")
        open(added, "w").close()
        for step in job["steps"]:
            if status and "cancelled()" not in str(step.get("if", "")):
                continue
            if "uses" in step:
                handed(step)
                continue
            if options["--step"] and step.get("name") not in options["--step"]:
                continue
            env = {}
            for level in (recipe, job, step):
                env.update({key: filled(value, known) for key, value in level.get("env", {}).items()})
            with open(added, encoding="utf-8") as file:
                path = [*reversed(file.read().split()), os.environ["PATH"]]
            env |= {"CI": "true", "RUNNER_TEMP": temp, "GITHUB_PATH": added, "PATH": ":".join(path)}
            status = bash(step["run"], env) or status
    return status


def filled(value, known):
    """A value with its expressions worked out; one that is not foreseen is an error."""
    def work_out(match):
        name = match[1]
        return os.environ[name.removeprefix("vars.")] if name.startswith("vars.") else str(known[name])

    return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", work_out, str(value))


def handed(step):
    """What an action is to take has to be there."""
    inputs = step.get("with", {})
    action = step["uses"].split("@")[0]
    if action == "actions/upload-artifact":
        there(inputs["path"])
    elif action == "github/codeql-action/upload-sarif":
        with open(inputs["sarif_file"], encoding="utf-8") as file:
            log = json.load(file)
        assert log["version"] == "2.1.0" and len(log["runs"]) == 1, log
    elif action not in ("actions/checkout", "actions/download-artifact", "actions/upload-artifact/merge"):
        sys.exit(f"{action} is not foreseen")


def gitlab(recipe, name):
    job = recipe[name]
    job = {**recipe.get(job.get("extends"), {}), **job}
    script = "\n".join([*job.get("before_script", []), *job["script"]])
    total = job.get("parallel", 1)
    for index in range(1, total + 1):
        env = {key: os.environ[key] for key in ("GANGWEI_URL", "GANGWEI_SHA256")}
        env |= recipe.get("variables", {})
        env |= {"CI": "true", "CI_NODE_INDEX": str(index), "CI_NODE_TOTAL": str(total)}
        with tempfile.TemporaryDirectory() as temp:
            status = bash(script, env | {"TMPDIR": temp})
        artifacts = job.get("artifacts", {})
        if not status or artifacts.get("when") == "always":
            [there(path) for path in artifacts.get("paths", [])]
            quality(artifacts.get("reports", {}).get("codequality"))
        if status:
            return status
    return 0


def quality(path):
    """A code quality report: what GitLab asks of each of its findings."""
    if path is None:
        return
    with open(path, encoding="utf-8") as file:
        findings = json.load(file)
    for finding in findings:
        assert finding["description"] and finding["check_name"] and finding["location"]["path"], finding
        assert finding["severity"] in ("info", "minor", "major", "critical", "blocker"), finding
        assert isinstance(finding["location"]["lines"]["begin"], int), finding
    fingerprints = [finding["fingerprint"] for finding in findings]
    assert len(set(fingerprints)) == len(fingerprints), "a fingerprint stands twice"


def there(path):
    if not any(os.path.isfile(file) for file in glob.glob(f"{path}/**", recursive=True)):
        sys.exit(f"no files in {path}")


def bash(script, env):
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, env=kept | env, stdin=subprocess.DEVNULL, check=False).returncode


arguments = sys.argv[1:]
options = {"--step": [], "--matrix": []}
while arguments and arguments[0] in options:
    options[arguments[0]].append(arguments[1])
    del arguments[:2]
if len(arguments) < 3:
    sys.exit(__doc__)
main(*arguments)

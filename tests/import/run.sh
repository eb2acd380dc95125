#!/usr/bin/env bash
# Imports all forms, and prints for each how much of what it says is at its key.
# `surplus` counts the texts that the form does not say there, `unplaced` those that the program has no place for.
#   run.sh GANGWEI [F01 …]     details go to $OUT/FNN.diff and FNN.log, outputs to $OUT/FNN (OUT is /tmp/gangwei-import if not said)
# PYTHON is a Python with PyYAML. Old .doc files go through LibreOffice here while the program cannot read them.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=$(cd "$here/../suite/import" && pwd)
gangwei=$(realpath "${1:?the program}")
shift
OUT=${OUT:-/tmp/gangwei-import}
PYTHON=${PYTHON:-python3}
mkdir -p "$OUT"
[ $# -gt 0 ] || set -- $(cd "$suite" && ls -d F*/ | tr -d /)

all=0 found=0
printf '%-5s %8s %8s %8s %8s %9s %5s\n' form found texts share surplus unplaced exit
for form in "$@"; do
    rm -rf "${OUT:?}/$form"
    files=()
    for file in "$suite/$form"/*; do
        case $file in
        *.yaml | *.txt) ;;
        *.doc)
            if "$gangwei" import -q "$file" -o "$OUT/$form.try" >"$OUT/$form.try.log" 2>&1 || ! grep -q E602 "$OUT/$form.try.log"; then
                files+=("$file")
            else
                mkdir -p "$OUT/$form.docx"
                soffice "-env:UserInstallation=file://$OUT/office" --headless --convert-to docx --outdir "$OUT/$form.docx" "$file" >/dev/null 2>&1
                files+=("$OUT/$form.docx/$(basename "$file")x")
            fi
            rm -rf "$OUT/$form.try"
            ;;
        *) files+=("$file") ;;
        esac
    done
    "$gangwei" import --lang zh --message-format short "${files[@]}" -o "$OUT/$form" >"$OUT/$form.log" 2>&1
    code=$?
    mkdir -p "$OUT/$form"
    "$PYTHON" "$here/compare.py" "$suite/$form/expected.yaml" "$OUT/$form" >"$OUT/$form.diff" 2>&1
    read -r one of share < <(tail -n 1 "$OUT/$form.diff")
    if ! [[ $of =~ ^[0-9]+$ ]]; then
        printf '%-5s compare.py failed: %s\n' "$form" "$(tail -n 1 "$OUT/$form.diff")"
        continue
    fi
    printf '%-5s %8d %8d %8s %8d %9d %5d\n' "$form" "$one" "$of" "$share" "$(grep -c ' 多出 ' "$OUT/$form.diff")" "$(grep -ac E612 "$OUT/$form.log")" "$code"
    found=$((found + one)) all=$((all + of))
done
printf '%-5s %8d %8d %7s%%\n' all "$found" "$all" "$(awk "BEGIN { printf \"%.1f\", 100 * $found / ($all ? $all : 1) }")"

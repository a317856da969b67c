#!/usr/bin/env bash
# dateline beside spaCy, compromise, flashtext and a bare aho-corasick scan: the same texts, the same names, one thread each.
#
#   benches/compare/run.sh            everything into target/compare, then a table in Markdown
#
# Needs cargo, python3 with venv, and node with npm; the peers come from their registries. No part of the checks.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$PWD/target/compare
mkdir -p "$folder"

cargo bench --quiet --bench report -- --write "$folder"
[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check spacy flashtext
npm install --silent --no-fund --no-audit --prefix "$folder" compromise > "$folder/npm.log"

{
  cargo bench --quiet --bench report -- --rows "bare aho-corasick" "up to mentions" "up to entities" whole
  "$folder/venv/bin/python" benches/compare/peers.py "$folder"
  NODE_PATH="$folder/node_modules" node benches/compare/compromise.js "$folder"
} | tee "$folder/rows.tsv" >&2
python3 benches/compare/table.py "$folder/rows.tsv"

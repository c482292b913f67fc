#!/usr/bin/env bash
# What the browser tests need beside Python: Chromium, and from npm axe-core with the Nu HTML checker. Never fails:
# where something cannot be had, the tests that need it are skipped.
set -u
cd "$(dirname "$0")/.."

tools/chromium.sh

if [ ! -d tests/browser/node_modules ]; then
  if ! command -v npm > /dev/null || ! npm install --prefix tests/browser --no-audit --no-fund --no-package-lock \
      --ignore-scripts > /dev/null 2>&1; then
    echo "no npm, or it could not fetch axe-core and vnu-jar: tests of access and markup will be skipped" >&2
  fi
fi
exit 0

#!/usr/bin/env bash
# What the browser tests need beside Python: Chromium, Java and newsboat from Debian; axe-core and the Nu HTML checker
# from npm. Never fails: where something cannot be had, the tests that need it are skipped, and say so.
set -u
cd "$(dirname "$0")/.."

tools/chromium.sh

if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
  missing=()
  command -v java > /dev/null || missing+=(default-jre-headless)
  command -v newsboat > /dev/null || missing+=(newsboat)
  if [ ${#missing[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq install -y --no-install-recommends "${missing[@]}"; } > /dev/null 2>&1 ||
      echo "could not install ${missing[*]}: some browser tests will be skipped" >&2
  fi
fi

if [ ! -d tests/browser/node_modules/axe-core ] || [ ! -d tests/browser/node_modules/vnu-jar ]; then
  if ! command -v npm > /dev/null || ! npm install --prefix tests/browser --no-audit --no-fund --no-package-lock \
      --ignore-scripts > /dev/null 2>&1; then
    echo "no npm, or it could not fetch axe-core and vnu-jar: tests of access and markup will be skipped" >&2
  fi
fi
exit 0

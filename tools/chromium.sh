#!/usr/bin/env bash
# Installs Debian's Chromium and fonts with Vietnamese marks for the browser tests. Never fails: where it cannot,
# those tests are skipped.
set -u

for program in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$program" > /dev/null; then exit 0; fi
done

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get > /dev/null; then
  echo "no Chromium here, and no way to install it: browser tests will be skipped" >&2
  exit 0
fi

export DEBIAN_FRONTEND=noninteractive
if ! { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium fonts-noto-core; } > /dev/null; then
  echo "Chromium could not be installed: browser tests will be skipped" >&2
fi
exit 0

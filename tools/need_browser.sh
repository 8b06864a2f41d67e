#!/bin/sh
# The tests drive Debian's Chromium: install it where that can be done, say the exact command where it cannot.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
command="apt-get install --yes --no-install-recommends chromium"
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium…"
    apt-get update --quiet=2 && DEBIAN_FRONTEND=noninteractive $command >/dev/null
else
    echo "The tests need Chromium: sudo $command" >&2
    exit 1
fi

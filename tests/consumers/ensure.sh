#!/usr/bin/env bash
# Makes sure of npm and Java, which only the tests need: npm fetches the readers of exported files, as
# package-lock.json names them, and Java runs epubcheck.
set -eu
cd "$(dirname "$0")"

have() { command -v "$1" >/dev/null 2>&1 && "$@" >/dev/null 2>&1; }

missing=""
have npm --version || missing="$missing npm"
have java -version || missing="$missing default-jre-headless"
if [ -n "$missing" ]; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need npm and Java 11 or newer. Please install:$missing" >&2
    exit 1
  fi
  as_root=""
  if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
  echo "Installing$missing for the tests …"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing >/dev/null
fi
npm ci --silent --ignore-scripts --no-audit --no-fund
touch node_modules/.installed

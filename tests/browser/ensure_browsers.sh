#!/usr/bin/env bash
# Finds a Chromium and a Firefox for the tests, or installs Debian's. Playwright drives them by their paths.
# Where neither apt-get nor a Firefox is at hand, the tests go without Firefox; without Chromium they cannot.
set -eu

have() {
  for name in "$@"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

some_chromium() {
  have "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"
}

missing=""
have "${FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox || missing="firefox-esr"
if command -v apt-get >/dev/null 2>&1; then
  as_root="sudo"
  if [ "$(id -u)" -eq 0 ]; then as_root=""; fi
  # A container gets the shell beside the whole Chromium: most tests take half of the time with it.
  some_chromium || missing="$missing chromium"
  if [ -z "$as_root" ]; then
    have "${CHROMIUM:-}" chromium-headless-shell || missing="$missing chromium-headless-shell"
  fi
  if [ -z "$missing" ]; then exit 0; fi
  echo "Installing $missing for the browser tests …"
  export DEBIAN_FRONTEND=noninteractive
  $as_root apt-get update -qq
  for package in $missing; do
    less=""
    if [ "$package" = firefox-esr ]; then less="--no-install-recommends"; fi # they are for films
    # shellcheck disable=SC2086
    $as_root apt-get install -y -qq $less "$package" >/dev/null || echo "There is no $package here."
  done
  have "${FIREFOX:-}" firefox-esr firefox || $as_root apt-get install -y -qq firefox >/dev/null
elif ! some_chromium; then
  echo "No Chromium found. Install Chrome or Chromium, or set CHROMIUM=/path/to/it." >&2
  exit 1
elif [ -n "$missing" ]; then
  echo "No Firefox found: its tests are skipped. Install Firefox, or set FIREFOX=/path/to/it."
fi

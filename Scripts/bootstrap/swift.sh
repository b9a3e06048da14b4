#!/usr/bin/env bash
# Checks for a Swift that is new enough for Package.swift. Installing one is left to the user: there are many good ways.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

needed=$(sed -n '1s/.*swift-tools-version: *\([0-9.]*\).*/\1/p' "$BOOTSTRAP/../../Package.swift")
how=("Install it as described at https://www.swift.org/install/linux/ (a tarball for Debian 12 is among the downloads)"
    "or work in the container image swift:6.3-bookworm. When 'swift --version' answers in this shell, run this again.")

command -v swift >/dev/null || fail "Swift is not installed, or not in PATH; Earshot needs $needed or newer." "${how[@]}"
version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
oldest=$(printf '%s\n%s\n' "${version:-0}" "$needed" | sort -V | head -n 1)
[ "$oldest" = "$needed" ] || fail "Swift ${version:-of unknown version} is too old; Earshot needs $needed or newer." "${how[@]}"

#!/usr/bin/env bash
# What `make bench` needs beside the rest: syslog-ng with GeoIP, to compare ingestion with. It is never run as a service.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
"$here/debian-packages.sh" bench

#!/usr/bin/env python3
"""Every way in beside plain syslog: TLS, bulk requests, tokens, followed files, and names from DNS and DHCP.

    Tests/EndToEnd/ways_in.py [TEST …]      (see kit.py)

The tests are in senders.py, shippers.py, followed.py and names.py. Senders are real: rsyslogd, logger(1), Python's own
handler, Elasticsearch's client, dnsmasq. What is not installed is skipped, and said.
"""
import subprocess
import sys

import followed
import names
import senders
import shippers
from kit import main

PARTS = [senders, shippers, followed, names]


def side_by_side():
    """The parts at once, because most of their time is waiting; each tells its results when it has ended."""
    tests = [[test.__name__ for test in part.TESTS] for part in PARTS]
    processes = [
        subprocess.Popen([sys.executable, __file__, *part], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for part in tests]
    for process in processes:
        print(process.communicate(timeout=600)[0], end="", flush=True)
    return max(process.returncode for process in processes)


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(side_by_side())
    main([test for part in PARTS for test in part.TESTS])

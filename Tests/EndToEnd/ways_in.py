#!/usr/bin/env python3
"""Every way in beside plain syslog: TLS, bulk requests, tokens, followed files, and names from DNS and DHCP.

    Tests/EndToEnd/ways_in.py [TEST …]      (see kit.py)

The tests are in senders.py, shippers.py, followed.py and names.py. Senders are real: rsyslogd, logger(1), Python's own
handler, Elasticsearch's client, dnsmasq. What is not installed is skipped, and said.
"""
import sys

import followed
import names
import senders
import shippers
from kit import main, side_by_side

PARTS = [senders, shippers, followed, names]


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(side_by_side(__file__, PARTS))
    main([test for part in PARTS for test in part.TESTS])

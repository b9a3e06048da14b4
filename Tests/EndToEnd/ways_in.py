#!/usr/bin/env python3
"""Every way in beside plain syslog: TLS, bulk requests, tokens, followed files, and names from DNS and DHCP.

    Tests/EndToEnd/ways_in.py [TEST …]      (see kit.py)

The tests are in senders.py, shippers.py and files_and_names.py. Senders are real: rsyslogd, logger(1), Python's own
handler, Elasticsearch's client, dnsmasq. What is not installed is skipped, and said.
"""
import files_and_names
import senders
import shippers
from kit import main

if __name__ == "__main__":
    main([*senders.TESTS, *shippers.TESTS, *files_and_names.TESTS])

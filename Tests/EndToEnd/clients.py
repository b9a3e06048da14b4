#!/usr/bin/env python3
"""Who asks: Kusto's and Log Analytics' own clients, and people at a terminal.

    Tests/EndToEnd/clients.py [TEST …]      (see kit.py)

The tests are in kusto.py, logs.py and terminal.py. What is not installed is skipped, and said.
"""
import sys

import kusto
import logs
import terminal
from kit import main, side_by_side

PARTS = [kusto, logs, terminal]

if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(side_by_side(__file__, PARTS))
    main([test for part in PARTS for test in part.TESTS])

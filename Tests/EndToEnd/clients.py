#!/usr/bin/env python3
"""Who asks: Kusto's and Log Analytics' own clients, and people at a terminal.

    Tests/EndToEnd/clients.py [TEST …]      (see kit.py)

The tests are in kusto.py, logs.py and terminal.py. What is not installed is skipped, and said.
"""
import kusto
import logs
import terminal
from kit import main

if __name__ == "__main__":
    main([test for part in (kusto, logs, terminal) for test in part.TESTS])

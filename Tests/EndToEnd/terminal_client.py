"""Types into `earshot query` through a pseudo-terminal, as a program of its own: terminal.py starts it with the Python that
has pexpect.

Reads {"program", "arguments", "folder", "history", "steps": [[typed, awaited], …]} from standard input, prints what was
shown after each step.
"""
import json
import os
import re
import sys

import pexpect

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

if __name__ == "__main__":
    order = json.load(sys.stdin)
    environment = {**os.environ, "TERM": "xterm-256color", "EARSHOT_HISTORY": order["history"], "LANG": "C.UTF-8"}
    child = pexpect.spawn(order["program"], order["arguments"], cwd=order["folder"], env=environment, encoding="utf-8",
                          dimensions=(40, 120), timeout=60)
    child.delaybeforesend = 0.05
    shown = []
    for typed, awaited in order["steps"]:
        if typed:
            child.send(typed)
        child.expect(pexpect.EOF if awaited == "EOF" else awaited)
        shown.append(ESCAPES.sub("", child.before + (child.after if isinstance(child.after, str) else "")))
    child.close()
    if child.exitstatus:
        sys.exit(f"earshot query ended with {child.exitstatus}")
    print(json.dumps(shown))

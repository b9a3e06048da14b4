"""Runs the parts of the benchmark in order and prints the table. Called by Scripts/bench.sh."""
import sys
import traceback

import family_speed
import flows
import idle
import importing
import intel
import kql
import naming
import queries
import rules
import syslog_ng
import udp
from harness import Bench, machine

PARTS = {
    "import": importing.run, "syslog-ng": syslog_ng.run, "udp": udp.run, "flows": flows.run, "idle": idle.run,
    "intel": intel.run, "kql": kql.run, "families": family_speed.run, "naming": naming.run, "queries": queries.run,
    "rules": rules.run,
}


def table(rows):
    rows = [("figure", "measured", "bar", "met")] + rows
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for index, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        if index == 0:
            print("  ".join("-" * width for width in widths))


def main():
    wanted = sys.argv[1:] or list(PARTS)
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"bench: unknown part '{unknown[0]}'; the parts are: {' '.join(PARTS)}")
    bench = Bench()
    facts = machine()
    failed = False
    for name in wanted:
        print(f"==> {name}", flush=True)
        try:
            PARTS[name](bench)
        except Exception as error:  # one broken part must not hide the others
            failed = True
            traceback.print_exc()
            bench.record(f"{name}: could not be measured", str(error).splitlines()[0][:60] if str(error) else "failed", "-", False)
    print(f"\n{facts}\n")
    table(bench.results)
    bench.finish()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""The same file through syslog-ng: key=value parser, two GeoIP lookups, JSON to a file; one connection, one run."""
import os
import pathlib
import shutil
import subprocess

import importing
from harness import LINES, Measured

# Standard input is the source that ends: syslog-ng leaves when it is at its end and everything is written.
CONFIGURATION = """@version: 3.38
options {{ keep-hostname(yes); keep-timestamp(yes); stats-freq(0); log-msg-size(65536); flush-lines(1000); }};
source s_lines {{ stdin(log-fetch-limit(1000) log-iw-size(100000)); }};
parser p_pairs {{ kv-parser(prefix("kv.")); }};
parser p_source {{ geoip2("${{kv.SRC}}" prefix("src.") database("{city}")); }};
parser p_destination {{ geoip2("${{kv.DST}}" prefix("dst.") database("{city}")); }};
destination d_json {{
    file("{output}" template("$(format-json --scope rfc3164 --key kv.* --key src.* --key dst.*)\\n") log-fifo-size(200000));
}};
log {{ source(s_lines); parser(p_pairs); parser(p_source); parser(p_destination); destination(d_json); flags(flow-control); }};
"""


def run(bench):
    prefix = pathlib.Path(os.environ["EARSHOT_PREFIX"])
    home = prefix / "bench/syslog-ng/usr"
    if not (home / "sbin/syslog-ng").exists():
        raise RuntimeError("syslog-ng is missing: run Scripts/bootstrap/bench.sh")
    lines = bench.lines()
    city = prefix / "share/earshot/geo/dbip-city-lite.mmdb"
    folder = bench.folder / "syslog-ng"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    output = folder / "out.json"
    (folder / "syslog-ng.conf").write_text(CONFIGURATION.format(city=city, output=output))
    # A pipe, because syslog-ng cannot wait for a regular file on standard input.
    reader = subprocess.Popen(["cat", lines], stdout=subprocess.PIPE)
    measured = Measured(
        [home / "sbin/syslog-ng", "--foreground", "--module-path", home / "lib/syslog-ng/3.38", "--cfgfile",
         folder / "syslog-ng.conf", "--persist-file", folder / "persist", "--pidfile", folder / "pid", "--control",
         folder / "control"], stdin=reader.stdout, env={**os.environ, "LD_LIBRARY_PATH": str(home / "lib/syslog-ng")})
    reader.stdout.close()
    reader.wait()
    with open(output, "rb") as file:
        written = sum(piece.count(b"\n") for piece in iter(lambda: file.read(1 << 24), b""))
    shutil.rmtree(folder)
    rate = written / measured.seconds
    bench.record("syslog-ng: events per second", f"{rate:,.0f}")
    bench.record("syslog-ng: lines written", f"{written:,} of {LINES:,}")
    if "import rate" not in bench.facts:
        importing.run(bench)
    ratio = bench.facts["import rate"] / rate
    bench.record("import against syslog-ng", f"{ratio:.1f} times", "≥ 12 times", ratio >= 12)

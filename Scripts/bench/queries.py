"""50 M events over 180 days: the overview, the map, the prober question, one device's day."""
import concurrent.futures
import shutil
import subprocess
import time

from harness import EVENTS, Server, folder_bytes, forget_files
from importing import PROBERS

SPLIT = ('Events = count(), Inbound = countif(NetworkDirection == "Inbound"), '
         'Outbound = countif(NetworkDirection == "Outbound")')
RANGE = "NetworkSession | where TimeGenerated > ago(180d) | "
OUT = 'where NetworkDirection == "Outbound" | '

# What the page asks (Sources/EarshotServer/Web/views/overview*.js, map/data.js), for its range "180 days".
OVERVIEW = [RANGE + stages for stages in (
    f'summarize {SPLIT}, Dropped = countif(DvcAction != "Allow"), Devices = dcount(DeviceId), '
    "Remotes = dcount(RemoteIpAddr), Countries = dcount(RemoteGeoCountry), Bytes = sum(SrcBytes)",
    "summarize Events = count() by Time = bin(TimeGenerated, 7d), NetworkDirection | order by Time asc",
    "where AddressRiskLevel >= 50 | summarize Events = count() by Time = bin(TimeGenerated, 7d), NetworkDirection "
    "| order by Time asc",
    f"where isnotempty(DeviceId) | summarize {SPLIT} by DeviceId, DeviceName | top 8 by Events",
    f"where isnotempty(RemoteGeoCountry) | summarize {SPLIT} by RemoteGeoCountry | top 8 by Events",
    f"where isnotnull(DstPortNumber) | summarize {SPLIT} by DstPortNumber, NetworkProtocol | top 8 by Events",
    OUT + "where isnotempty(RemoteAsnName) | summarize Events = count(), Devices = dcount(DeviceId) "
    "by RemoteAsn, RemoteAsnName | top 8 by Events",
    f"where isnotempty(DvcAction) | summarize {SPLIT} by DvcAction | top 8 by Events",
)] + [
    f'let Loud = {RANGE}where NetworkDirection == "Inbound" | summarize Events = count() by SrcIpAddr '
    f'| top 8 by Events | project SrcIpAddr;\n{RANGE}where NetworkDirection == "Inbound" | where SrcIpAddr in (Loud) '
    "| summarize Events = count(), Ports = dcount(DstPortNumber) by SrcIpAddr, RemoteGeoCountry | top 8 by Events"]
MAP = [
    RANGE + 'where NetworkDirection in ("Inbound", "Outbound") and isnotnull(RemoteGeoLatitude) '
    "| summarize Connections = count() by RemoteGeoLatitude, RemoteGeoLongitude, RemoteGeoCity, RemoteGeoCountry, "
    "NetworkDirection | top 3000 by Connections",
    RANGE + "where AddressRiskLevel >= 50 and isnotnull(RemoteGeoLatitude) "
    "| summarize Connections = count() by RemoteGeoLatitude, RemoteGeoLongitude, NetworkDirection "
    "| top 3000 by Connections"]


def device_day(server):
    """The questions of a device's page for one day in the middle."""
    device, _ = server.query(RANGE + "where isnotempty(DeviceId) and DeviceId > 0 | summarize Events = count() "
                             "by DeviceId | top 3 by Events | order by Events asc | take 1")[0]
    where = ("NetworkSession | where TimeGenerated between (startofday(ago(90d)) .. startofday(ago(89d))) "
             f"| where DeviceId == {device} | ")
    return [
        where + f"summarize {SPLIT}, Remotes = dcount(RemoteIpAddr), Countries = dcount(RemoteGeoCountry)",
        where + "summarize Events = count() by Time = bin(TimeGenerated, 15m), NetworkDirection | order by Time asc",
        where + f"where isnotempty(RemoteIpAddr) | summarize {SPLIT} by RemoteIpAddr, RemoteAsnName | top 10 by Events",
        where + f"summarize {SPLIT} by DstPortNumber, NetworkProtocol | top 10 by Events",
    ]


def ask(server, questions):
    """Seconds until the last of them is answered, sent side by side as a browser does (six connections)."""
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(6) as browser:
        list(browser.map(server.query, questions))
    return time.monotonic() - started


def cold(bench, data, questions):
    """The same, from a server that was just started over files that are not in memory."""
    forget_files(data)
    with Server(bench, data) as server:
        server.wait("print 1")
        return ask(server, questions)


def run(bench):
    data = fill(bench)
    with Server(bench, data) as server:
        server.wait()
        count = server.query("NetworkSession | count")[0][0]
        bench.record("queries: events in the store", f"{count:,} over 180 days, {folder_bytes(data) / 1e9:.2f} GB")
        day = device_day(server)
    for name, questions, bar in (("overview", OVERVIEW, 2), ("map", MAP, 2), ("probers", [PROBERS], 3)):
        seconds = cold(bench, data, questions)
        bench.record(f"queries: {name}, cold", f"{seconds:.2f} s", f"≤ {bar} s", seconds <= bar)
    seconds = cold(bench, data, day)
    bench.record("queries: one device's day, cold", f"{seconds:.2f} s", "≤ 0.3 s", seconds <= 0.3)
    with Server(bench, data) as server:
        server.wait()
        for name, questions in (("overview", OVERVIEW), ("map", MAP), ("probers", [PROBERS]), ("one device's day", day)):
            ask(server, questions)
            bench.record(f"queries: {name}, again", f"{ask(server, questions):.2f} s")
        bench.record("queries: resident after all of them", f"{server.resident()[0] / 1e6:,.0f} MB")


def fill(bench):
    """The store of 50 M events, through the real import from standard input, or the one that is there."""
    data = bench.folder / f"queries-{EVENTS}"
    done = bench.folder / f"queries-{EVENTS}.done"
    if done.exists():
        return data
    shutil.rmtree(data, ignore_errors=True)
    print(f"    importing {EVENTS:,} events of 180 days", flush=True)
    # A day short, so that "the last 180 days" holds all of them however long the import takes.
    lines = subprocess.Popen([bench.generator, "lines", "--count", str(EVENTS), "--days", "179", "--seed", "2"],
                             stdout=subprocess.PIPE)
    started = time.monotonic()
    subprocess.run([bench.earshot, "import", "-", "--data-dir", data], stdin=lines.stdout, check=True)
    lines.stdout.close()
    if lines.wait() != 0:
        raise RuntimeError("the generator of lines failed")
    seconds = time.monotonic() - started
    bench.record("queries: import of the store", f"{EVENTS / seconds:,.0f} events per second from a pipe")
    done.touch()
    return data

"""Compares what Earshot says with what is true. Each score: name, right, there, said, notes."""
import collections

from home import DAY
from inside import EXPECTED


def probers(home, program):
    """The ledger as time passes, every six hours; the delay counts from the tenth port."""
    late, found = [], {}
    moments = range(home.start + DAY // 4, home.end + 1, DAY // 4)
    queries = [program.at(moment, "ProberLedger | where Kind in ('vertical', 'block') | project SrcIpAddr") for moment in moments]
    for moment, rows in zip(moments, program.ask(*queries)):
        for (source,) in rows:
            found.setdefault(source, moment)
    truth = {source: tenth for source, tenth in home.truth["vertical"].items() if tenth < home.end - DAY}
    for source, tenth in truth.items():
        if source in found:
            late.append(found[source] - tenth)
    in_time = sum(delay <= DAY for delay in late)
    wrong = set(found) - set(home.truth["vertical"])
    late.sort()
    median = f"{late[len(late) // 2] / 3600:.1f} h" if late else "-"
    said = len([source for source in found if source in truth or source in wrong])
    yield "vertical, within 24 h of the tenth", in_time, len(truth), said, f"median delay {median}, wrong {sorted(wrong)[:6]}"
    rows = program.ask(program.at(home.end, "ProberLedger | where ResearchScanner != '' | project SrcIpAddr"))[0]
    labelled = {row[0] for row in rows}
    research = set(home.truth["research"])
    yield "research scanners labelled", len(labelled & research), len(research), len(labelled), ""
    rows = program.ask(program.at(home.end, pattern(program, "coordinated-probers") + "| project Together"))[0]
    together, networks = {row[0] for row in rows}, set(home.truth["distributed"])
    # Several scanners of one network that know nothing of each other look the same, and are no mistake.
    crowd = collections.Counter(source.rsplit(".", 1)[0] + ".0/24" for source in {**home.truth["vertical"], **home.truth["few"]})
    together -= {network for network in together - networks if crowd[network] >= 3}
    yield "distributed", len(together & networks), len(networks), len(together), f"{sorted(together - networks)[:5]}"


def pattern(program, name, *parameters):
    return program.run("pattern", name, "--kql", *parameters)


LABELS = ("time", "push", "backup", "update", "connectivity check")


def rhythms(home, program):
    rows = program.ask(program.at(
        home.end, "CallHomes(60d) | where Confidence >= 0.6 and not(ByNetwork) | project DeviceId, Contact, tolong(Period / 1s), Rhythm, Confidence"))[0]
    local = dict(program.ask("AssetEntity | project DeviceId, IpAddr")[0])
    said = {(local.get(row[0]), row[1]): row for row in rows}
    truth = {**home.truth["rhythm"], **home.truth["beacon"]}
    right = [key for key, period in truth.items() if key in said and abs(int(said[key][2]) / period - 1) < 0.06]
    benign = home.truth["benign rhythm"]
    wrong = [(key, said[key][2]) for key in said if key not in truth and key not in benign]
    missed = [f"{truth[key]} s" for key in truth if key not in right]
    yield "call-homes", len(right), len(truth), len(right) + len(wrong), f"missed {missed}, wrong {wrong[:6]}"
    labelled = [key for key in benign if key in said and said[key][3] in LABELS]
    yield "benign rhythms labelled", len(labelled), len([key for key in benign if key in said]), len([key for key in benign if key in said]), ""
    program.run("detect", "--days", home.days)
    beacons = {remote for _, remote in home.truth["beacon"]}
    yield from rule(home, program, "A device began to call home", beacons)
    yield from others(program, {"A device began to call home"})


def rule(home, program, name, truth, allowed=()):
    """Findings of one rule; each must speak of something that is true."""
    findings = [finding for finding in program.findings() if finding["rule"] == name]
    told = [finding["title"] + finding["entities"] + finding["details"] for finding in findings]
    right = [entry for entry in truth if any(str(entry) in text for text in told)]
    wrong = [finding["title"] for finding, text in zip(findings, told)
             if not any(str(entry) in text for entry in truth) and not any(str(entry) in text for entry in allowed)]
    missed = sorted(str(entry) for entry in truth if entry not in right)
    yield name, len(right), len(truth), len(right) + len(wrong), f"missed {missed[:6]}, wrong {wrong[:4]}"


def others(program, expected):
    """Findings of rules for which nothing was planted."""
    wrong = [f"{finding['rule']}: {finding['title']}" for finding in program.findings()
             if finding["rule"] not in expected and finding["severity"] != "Informational"]
    yield "everything else", 0, 0, len(wrong), f"{wrong[:8]}"


def names(home, program):
    program.run("detect", "--days", home.days)
    local = {address: str(address) for address in home.devices}
    yield from rule(home, program, "Data goes out in names", home.truth["tunnel"])
    yield from rule(home, program, "A device asks for generated names", {local.get(device, device) for device in home.truth["generated"]})
    yield from others(program, {"Data goes out in names", "A device asks for generated names"})


def access(home, program):
    program.run("detect", "--days", home.days)
    crowd = home.truth["crowd"]
    members = [source for sources in crowd.values() for source in sources]
    yield from rule(home, program, "Somebody guesses passwords", home.truth["guesser"], members)
    yield from rule(home, program, "Many addresses guess passwords together", crowd)
    yield from rule(home, program, "A device sends out much more than usual", {drop for _, drop in home.truth["theft"]})
    yield from rule(home, program, "A device stores much more in a cloud than ever", home.truth["taken"])
    yield from rule(home, program, "New device", home.truth["newcomer"])
    yield from rule(home, program, "A source stopped reporting", home.truth["silence"])
    # Forty sessions a minute apart to a place nobody knew are a beacon as well.
    yield from rule(home, program, "A device began to call home", (), {drop for _, drop in home.truth["theft"]})
    yield from others(program, {"A device began to call home", "Somebody guesses passwords", "Many addresses guess passwords together",
                                "A device sends out much more than usual", "A device stores much more in a cloud than ever", "New device",
                                "A source stopped reporting"})


def inside(home, program):
    program.run("detect", "--days", home.days)
    for name in EXPECTED:
        yield from rule(home, program, name, home.truth[name])
    # A network that is new comes with a country that is, and a port that is.
    yield from others(program, {*EXPECTED, "A device uses a port it never did"})


PARTS = {"probers": probers, "rhythms": rhythms, "names": names, "wild": names, "access": access, "few": access, "inside": inside}

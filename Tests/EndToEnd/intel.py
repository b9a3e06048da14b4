"""Threat intelligence: lists from a server of our own, verdicts, findings in the past, and what must be refused."""
import contextlib
import gzip
import http.server
import json
import re
import threading
import time

from kit import ROOT, Server, check, equal, firewall_line, free_port, has, main, run, wait_for
from names import TV, connection

BAD, NETWORK, DROPPED = "93.184.216.34", "45.0.0.0/16", "45.0.0.7"


class Lists:
    """A web server of lists, for the length of a `with`; `pages` maps a path to (status, headers, body)."""

    def __init__(self, **pages):
        self.pages, self.asked, self.endless = {f"/{name}": page for name, page in pages.items()}, [], None

    def __enter__(self):
        lists = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                lists.asked.append((self.path, dict(self.headers)))
                status, headers, body = lists.pages.get(self.path, (404, {}, b"not here"))
                if lists.endless and self.path.startswith("/endless"):
                    status, headers, body = 200, {}, lambda out: lists.endless(out, self.path)
                etag = headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    if callable(body):
                        body(self.wfile)
                    else:
                        self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def built_in():
    """The ids of the built-in lists that come from the internet."""
    text = (ROOT / "Sources/earshot/Resources/feeds.yaml").read_text()
    return [part.split()[0] for part in re.split(r"^- id: ", text, flags=re.M)[1:]]


def configured(folder, *feeds, **more):
    """An Earshot with these lists and no others of the internet."""
    text = "intel:\n  enabled: 'true'\n  off: [" + ", ".join(built_in()) + "]\n  feeds:\n"
    for feed in feeds:
        text += "    - " + json.dumps(feed) + "\n"
    if not feeds:
        text = text.removesuffix("  feeds:\n")
    for name, value in more.items():
        text += f"  {name}: {json.dumps(value)}\n"
    (folder / "earshot.yaml").write_text(text)
    return Server(folder, "--config", folder / "earshot.yaml", environment={"EARSHOT_INTEL_ENABLED": "true"})


def feed(lists, name, **more):
    return {"id": name, "url": f"{lists.url}/{name}", "allowPrivate": "true", "confidence": "90", **more}


def feeds(server):
    return {feed["id"]: feed for feed in json.loads(server.request("GET", "/api/v1/intel"))["feeds"]}


def fetched(server, name):
    return wait_for(lambda: (f := feeds(server)[name])["state"] != "waiting" and f, f"{name} is fetched", 40)


def verdicts_follow_the_lists(folder):
    """A connection to a listed address is risky, in hindsight too, and stops being so when the list forgets it."""
    with Lists(bad=(200, {"ETag": '"1"'}, f"# bad\n{BAD}\n192.168.1.20\n".encode())) as lists:
        with configured(folder, feed(lists, "bad", category="C2")) as server:
            server.ingest(connection(BAD) + b"\n" + connection("1.1.1.1") + b"\n")
            wait_for(lambda: server.rows("NetworkSession | where ThreatRiskLevel >= 75"), "a risky connection", 60)
            equal(
                server.rows(
                    "NetworkSession | where RemoteIpAddr == '" + BAD + "' | project ThreatRisk, ThreatCategory, ThreatField, "
                    "ThreatIpAddr, ThreatSources, ThreatOriginalRiskLevel, ThreatIsActive"),
                [["high", "C2", "DstIpAddr", BAD, "bad", "high", True]], "what the connection says")
            equal(server.number("NetworkSession | where RemoteIpAddr == '1.1.1.1' | project ThreatRisk"), "none", "another")
            equal(server.number("ThreatIntelIndicators | where SourceSystem == 'bad' | count"), 1, "indicators (private left out)")
            equal(fetched(server, "bad")["skipped"], {"not_public": 1}, "what was left out")
            alert = wait_for(lambda: server.rows("AlertEvent | project AlertName, DstIpAddr, ThreatCategory"), "an alert", 90)
            equal((len(alert), alert[0][1:]), (1, [BAD, "C2"]), "the alert")
            has(alert[0][0], f"talks to {BAD} (C2)")
            found = server.rows("Finding | project FindingId, State, Severity, Occurrences, Query")
            equal([row[1:4] for row in found], [["new", "High", 1]], "the finding")
            equal(len(server.rows(found[0][4])), 1, "its evidence")
            server.request("PATCH", f"/api/v1/findings/{found[0][0]}", {"state": "ignored", "reason": "a test"})
            # A connection that comes later is judged when it is stored.
            server.ingest(connection(BAD, 8443) + b"\n")
            equal(server.number("NetworkSession | where ThreatRisk == 'high' | count"), 2, "risky connections")
            report = json.loads(server.request("GET", f"/api/v1/intel/ip/{BAD}"))
            equal((report["risk"], report["entries"][0]["source"]), ("high", "bad"), "the answer of the API")
            server.request("POST", "/api/v1/intel/refresh")
            wait_for(lambda: [h for p, h in lists.asked if h.get("If-None-Match")], "a conditional request")
            lists.pages["/bad"] = (200, {"ETag": '"2"'}, b"198.51.99.1\n")
            server.request("POST", "/api/v1/intel/refresh")
            wait_for(lambda: server.number("NetworkSession | where ThreatRisk == 'high' | count") == 0, "nothing is risky", 60)
            lists.pages["/bad"] = (200, {"ETag": '"3"'}, BAD.encode())
            server.request("POST", "/api/v1/intel/refresh")
            wait_for(lambda: server.number("NetworkSession | where ThreatRisk == 'high' | count") == 2, "it is risky again", 60)
            time.sleep(6)
            equal(server.rows("Finding | project State, Occurrences"), [["ignored", 1]], "the finding, once and as its owner left it")
            equal(server.number("AlertEvent | count"), 1, "alerts, each once")


def dropped_attempts_are_background(folder):
    """What the firewall dropped is at most low, whoever it was, and no finding."""
    with Lists(net=(200, {}, NETWORK.encode() + b"\n")) as lists, configured(folder, feed(lists, "net")) as server:
        server.ingest(firewall_line(7).encode() + b"\n")
        wait_for(lambda: server.rows("NetworkSession | where ThreatOriginalRiskLevel == 'high'"), "a listed network", 60)
        equal(
            server.rows("NetworkSession | project ThreatRisk, ThreatIsBackground, ThreatField"),
            [["low", True, "SrcIpAddr"]], "a dropped attempt")
        time.sleep(1)
        equal(server.number("AlertEvent | count"), 0, "findings")


def risky_names(folder):
    """A question for a listed name, and a connection explained by it, are risky although the address is a CDN's."""
    with Lists(names=(200, {}, b"evil.example\n"), cdn=(200, {}, json.dumps({"type": "cidr", "list": ["93.184.216.0/24"]}).encode())) as lists:
        with configured(folder, feed(lists, "names", category="Phishing"), feed(lists, "cdn", format="warninglist", role="cdn")) as server:
            fetched(server, "names"), fetched(server, "cdn")
            stamp = time.strftime("%b %e %H:%M:%S", time.gmtime())
            lines = [f"<30>{stamp} router dnsmasq[1]: query[A] login.evil.example from {TV}",
                     f"<30>{stamp} router dnsmasq[1]: reply login.evil.example is {BAD}"]
            server.ingest("\n".join(lines).encode() + b"\n" + connection(BAD) + b"\n" + connection("93.184.216.99") + b"\n")
            wait_for(lambda: server.rows("Dns | where ThreatRiskLevel >= 75"), "a risky question", 60)
            equal(server.rows("Dns | where ThreatRisk == 'high' | project DnsQuery, ThreatCategory, ThreatField | take 1"),
                  [["login.evil.example", "Phishing", "Domain"]], "the question")
            wait_for(lambda: server.rows("NetworkSession | where ThreatLabels == 'cdn'"), "a label", 60)
            equal(server.rows("NetworkSession | order by RemoteIpAddr asc | project ThreatRisk, ThreatField, ThreatLabels, DstFQDN"),
                  [["high", "DstFQDN", "", "login.evil.example"], ["none", "", "cdn", ""]], "connections")
            found = wait_for(lambda: (r := server.rows("AlertEvent | order by AlertName asc | project AlertName")) and len(r) >= 2 and r, "alerts", 90)
            equal([row[0].split(TV + " ")[-1] for row in found],
                  ["asked for login.evil.example (Phishing)", "talks to login.evil.example (Phishing)"], "alerts")


def bad_lists_change_nothing(folder):
    """A web page, an error, nonsense and an endless list: the last good copy stays, and each says why."""
    def endless(out):
        line = b"".join(b"%d.%d.%d.%d\n" % (11 + i % 80, i // 3 % 256, i // 800 % 256, i % 256) for i in range(100_000))
        while True:
            out.write(line)
    good = (200, {}, BAD.encode() + b"\n")
    with Lists(page=good, error=good, nonsense=good, empty=good, endless=(200, {}, endless)) as lists:
        names = ["page", "error", "nonsense", "empty"]
        with configured(folder, *(feed(lists, name) for name in [*names, "endless"]), maximumMegabytes=1) as server:
            for name in names:
                equal(fetched(server, name)["state"], "ok", name)
            cut = fetched(server, "endless")
            equal(cut["state"], "cut", "an endless list")
            has(cut["message"], "1 MB")
            check(50_000 < cut["entries"] < 120_000, cut["entries"])
            lists.pages["/page"] = (200, {}, b"<!DOCTYPE html><html><body>Sign in</body></html>")
            lists.pages["/error"] = (500, {}, b"oops")
            lists.pages["/nonsense"] = (200, {}, b"la la la %%\n" * 1000)
            lists.pages["/empty"] = (200, {}, b"# nothing today\n")
            server.request("POST", "/api/v1/intel/refresh")
            for name, words in zip(names, (["web page"], ["500", "oops"], ["no entry"], ["never empty"])):
                state = wait_for(lambda: (f := feeds(server)[name])["state"] == "failed" and f, f"{name} fails", 40)
                has(state["message"], *words)
                equal(state["entries"], 1, f"entries of {name} that stay")
            equal(server.number("ThreatIntelIndicators | where SourceSystem in ('page','error','nonsense','empty') | count"), 4, "indicators")


def no_way_into_the_home(folder):
    """Neither a list's own address nor a redirect may lead to a private address; nobody there is asked."""
    with Lists(secret=(200, {}, BAD.encode())) as lists:
        lists.pages["/away"] = (302, {"Location": lists.url.replace("127.0.0.1", "localhost") + "/secret"}, b"")
        strict = {"id": "inner", "url": f"{lists.url}/secret"}
        with configured(folder, strict, feed(lists, "away")) as server:
            state = fetched(server, "inner")
            has(state["message"], "127.0.0.1", "not on the public internet", "allowPrivate")
            equal([path for path, _ in lists.asked if path == "/secret"], [], "requests to the inner server")
            state = fetched(server, "away")
            equal(state["state"], "failed", "a redirect to a private address")
            has(state["message"], "localhost is at", "not on the public internet")
            equal([path for path, _ in lists.asked], ["/away"], "requests")
            told = run("doctor", "--data-dir", server.data, "--config", folder / "earshot.yaml").out
            has(told, "list inner: ", "list away: ", "not on the public internet", "intel.off: [away]")


def bombs_and_endless_pages(folder):
    """What grows when it is unpacked, a document that is too large or too deep, and pages without end change nothing or are cut."""
    bomb = gzip.compress(b"93.184.216.9\n" * 2_000_000)

    def page(out, path):
        number = int(path.partition("next=")[2] or 0)
        objects = [{"type": "indicator", "pattern": f"[ipv4-addr:value = '93.184.{number // 250}.{number % 250}']"}]
        out.write(json.dumps({"more": True, "next": str(number + 1), "objects": objects}).encode())
    with Lists(bomb=(200, {"Content-Encoding": "gzip"}, bomb), deep=(200, {}, b"[" * 1_000_000),
               large=(200, {}, b'{"objects": ["' + b"x" * (40 << 20) + b'"]}'), same=(200, {}, b'{"more": true, "next": ""}')) as lists:
        lists.endless = page
        some = [feed(lists, "bomb"), feed(lists, "deep", format="stix"), feed(lists, "large", format="stix"),
                feed(lists, "same", format="taxii"), feed(lists, "endless", format="taxii")]
        with configured(folder, *some) as server:
            for name in ("bomb", "deep", "large", "same"):
                equal((name, fetched(server, name)["state"], fetched(server, name)["entries"]), (name, "failed", 0), "a list")
            state = wait_for(lambda: (f := feeds(server)["endless"])["state"] != "waiting" and f, "the pages end", 60)
            equal((state["state"], state["entries"]), ("cut", 200), "pages without end")
            check(server.number("print 1") == 1, "it does not answer")


def formats(folder):
    """Every format with an entry that says the same."""
    stix = {"type": "bundle", "objects": [
        {"type": "indicator", "pattern_type": "stix", "pattern": "[ipv4-addr:value = '93.184.216.1'] OR [domain-name:value = 'evil.example']",
         "valid_from": "2026-01-01T00:00:00Z", "confidence": 80, "indicator_types": ["malicious-activity"]}]}
    page = {"more": True, "next": "2", "objects": stix["objects"]}
    last = {"objects": [{"type": "indicator", "pattern": "[file:hashes.'SHA-256' = '" + "ab" * 32 + "']"}]}
    event = {"Event": {"info": "A campaign", "Attribute": [
        {"type": "ip-dst|port", "value": "93.184.216.2|443", "to_ids": True, "timestamp": "1790000000"},
        {"type": "domain", "value": "evil.example", "to_ids": True}, {"type": "comment", "value": "x", "to_ids": True}]}}
    uuid = "5f0a1b2c-0000-4000-8000-000000000001"
    texts = {
        "csv": ('"first","ip","what"\n"2026-11-01 10:00:00","93.184.216.3","Emotet"\n', dict(format="csv", columns={"value": "ip", "name": "what", "first": "first"})),
        "lines": ('{"ip":"93.184.216.4","score":70}\n', dict(format="jsonLines", columns={"value": "ip", "confidence": "score"})),
        "drop": ('{"cidr":"93.184.217.0/24","sblid":"SBL1"}\n{"type":"metadata","size":1}\n', dict(format="spamhaus")),
        "hosts": ("127.0.0.1 localhost\n0.0.0.0 bad.example worse.example\n", dict(format="hosts")),
        "counts": ("# x\n93.184.216.5\t4\n93.184.216.6\t1\n", dict(format="ipsum", minimum="3")),
        "tor": ("ExitNode X\nExitAddress 93.184.216.7 2026-11-27 10:00:00\n", dict(format="torExits", role="anonymizer")),
        "range": ("93.184.218.0-93.184.218.9\nhttp://evil.example:8080/a.exe\n" + "cd" * 16 + "\n", {}),
        "warn": (json.dumps({"type": "cidr", "list": ["93.184.219.0/24"]}), dict(format="warninglist", role="cdn")),
        "stix": (json.dumps(stix), dict(format="stix")),
    }
    pages = {name: (200, {}, text.encode()) for name, (text, _) in texts.items()}
    with Lists(**pages) as lists:
        lists.pages["/taxii/objects/"] = (200, {}, json.dumps(page).encode())
        lists.pages["/taxii/objects/?next=2"] = (200, {}, json.dumps(last).encode())
        lists.pages["/misp/manifest.json"] = (200, {}, json.dumps({uuid: {"timestamp": "1790000000"}}).encode())
        lists.pages[f"/misp/{uuid}.json"] = (200, {}, json.dumps(event).encode())
        all_feeds = [feed(lists, name, **more) for name, (_, more) in texts.items()]
        all_feeds.append({**feed(lists, "taxii", format="taxii"), "url": f"{lists.url}/taxii/objects/"})
        all_feeds.append({**feed(lists, "misp", format="misp"), "url": f"{lists.url}/misp/"})
        with configured(folder, *all_feeds) as server:
            for one in all_feeds:
                state = fetched(server, one["id"])
                equal((state["state"], state["message"]), ("ok", ""), one["id"])
            found = server.rows("ThreatIntelIndicators | where SourceSystem !startswith 'misp-' | summarize Values = strcat_array(array_sort_asc(make_list(ObservableValue)), ' ') by SourceSystem")
            equal(dict(found), {
                "csv": "93.184.216.3", "lines": "93.184.216.4", "drop": "93.184.217.0/24", "hosts": "bad.example worse.example",
                "counts": "93.184.216.5", "tor": "93.184.216.7", "warn": "93.184.219.0/24",
                "range": f"93.184.218.0-93.184.218.9 {'cd' * 16} evil.example http://evil.example:8080/a.exe",
                "stix": "93.184.216.1 evil.example", "taxii": f"93.184.216.1 {'ab' * 32} evil.example",
                "misp": "93.184.216.2 evil.example"}, "entries")
            report = json.loads(server.request("GET", "/api/v1/intel/domain/www.EVIL.example"))
            equal(report["verdict"]["sources"][0] in ("misp", "stix", "taxii", "range"), True, "sources of a domain above")
            check(len(set(report["verdict"]["sources"])) == 4, report["verdict"]["sources"])
            equal(json.loads(server.request("GET", f"/api/v1/intel/hash/{'AB' * 32}"))["risk"], "high", "a hash")
            equal(json.loads(server.request("GET", "/api/v1/intel/ip/93.184.219.5"))["verdict"]["labels"], ["cdn"], "a label")
            code, error = server.refusal("GET", "/api/v1/intel/ip/nonsense")
            equal((code, error["code"]), (400, "bad-request"), "no address")
            description = json.loads(server.request("GET", "/api/v1/openapi.json"))
            equal(sorted(description["paths"])[0], "/api/v1/intel/domain/{name}", "OpenAPI")


def services_are_asked_within_their_quotas(folder):
    """Real shapes of the services; what matters most is asked first; quotas, waiting and answers outlive a restart."""
    vt = {"data": {"id": BAD, "type": "ip_address", "attributes": {"last_analysis_stats": {"harmless": 60, "malicious": 12, "suspicious": 1}}}}
    abuse = {"data": {"ipAddress": BAD, "abuseConfidenceScore": 100, "totalReports": 40, "numDistinctUsers": 9, "isWhitelisted": None,
                      "reports": [{"categories": [18, 22]}]}}
    with Lists() as lists:
        lists.pages["/vt/ip_addresses/" + BAD] = (200, {}, json.dumps(vt).encode())
        lists.pages["/vt/ip_addresses/1.1.1.1"] = (404, {}, b'{"error":{"code":"NotFoundError","message":"no"}}')
        lists.pages[f"/abuse/check?ipAddress={BAD}&maxAgeInDays=90&verbose"] = (200, {"X-RateLimit-Remaining": "999"}, json.dumps(abuse).encode())
        lists.pages["/abuse/check?ipAddress=1.1.1.1&maxAgeInDays=90&verbose"] = (
            429, {"Retry-After": "5000"}, b'{"errors":[{"detail":"Daily rate limit","status":429}]}')
        lists.pages["/grey/" + BAD] = lists.pages["/grey/1.1.1.1"] = (500, {}, b"{}")
        lists.pages["/crowd/" + BAD] = (403, {}, b'{"message":"Forbidden"}')
        services = [{"id": name, "key": "k", "url": lists.url + "/" + path, "allowPrivate": "true"}
                    for name, path in [("virustotal", "vt"), ("abuseipdb", "abuse"), ("greynoise", "grey"), ("crowdsec", "crowd")]]
        def asked(path):
            return [p for p, _ in lists.asked if p.startswith(path)]
        with configured(folder, services=services) as server:
            # Two to 1.1.1.1 and one to the other: the rare one comes first. A dropped attempt is never asked about.
            server.ingest(b"\n".join([connection("1.1.1.1"), connection("1.1.1.1", 80), connection(BAD), firewall_line(7).encode()]) + b"\n")
            wait_for(lambda: len(asked("/vt/")) >= 2 and len(asked("/abuse/")) >= 2, "the services are asked", 80)
            equal(asked("/vt/"), [f"/vt/ip_addresses/{BAD}", "/vt/ip_addresses/1.1.1.1"], "questions to VirusTotal")
            key = [headers for path, headers in lists.asked if path.startswith("/vt/")][0]
            equal({k.lower(): v for k, v in key.items()}["x-apikey"], "k", "the key")
            wait_for(lambda: server.rows("NetworkSession | where ThreatRisk == 'high'"), "the answer counts", 60)
            equal(server.rows("ThreatLookups | where ObservableValue == '" + BAD + "' and SourceSystem == 'abuseipdb' | project Confidence, ThreatCategory, Reports = toint(AdditionalFields.data.totalReports)"),
                  [[90, "Brute force", 40]], "an answer in KQL")
            states = {s["id"]: s for s in json.loads(server.request("GET", "/api/v1/intel"))["services"]}
            equal((states["abuseipdb"]["state"], states["greynoise"]["state"], states["crowdsec"]["state"], states["otx"]["state"]),
                  ("paused", "failed", "failed", "off"), "states")
            has(states["abuseipdb"]["message"], "Daily rate limit")
            has(states["crowdsec"]["message"], "does not take the key", "intel.services")
            check(states["abuseipdb"]["pausedUntil"] > time.time() + 4000, "Retry-After is not honoured")
        before = len(lists.asked)
        with configured(folder, services=services) as server:
            report = json.loads(server.request("GET", "/api/v1/intel/ip/1.1.1.1?live=true"))
            has(report["notAsked"]["abuseipdb"], "Daily rate limit")
            has(report["notAsked"]["crowdsec"], "does not take the key")
            equal({l["service"] for l in report["lookups"]}, {"virustotal"}, "kept answers")
            equal([p for p, _ in lists.asked[before:] if "/abuse/" in p or "/crowd/" in p or "/vt/" in p], [], "questions after a restart")
            private = json.loads(server.request("GET", "/api/v1/intel/ip/192.168.1.20?live=true"))
            has(private["notAsked"]["virustotal"], "not public")


def own_enrichments_answer_in_kql(folder):
    """An endpoint and a command of one's own; their fields are in KQL, their verdicts count."""
    script = folder / "enrich.py"
    script.write_text("import json, sys\nq = json.load(sys.stdin)\nprint(json.dumps({'owner': 'Bob', 'score': 80, 'category': 'Mine', 'asked': q.get('ip')}))\n")
    more = [{"id": "script", "command": ["/usr/bin/env", "python3", str(script)]}, {"id": "hangs", "command": ["/bin/sleep", "60"], "timeoutSeconds": "1"}]
    with configured(folder, enrichments=more) as server:
        server.ingest(connection(BAD) + b"\n")
        found = wait_for(lambda: server.rows("ThreatLookups | project SourceSystem, tostring(AdditionalFields.owner), tostring(AdditionalFields.asked), Confidence"), "an answer", 80)
        equal(found, [["script", "Bob", BAD, 80]], "the fields")
        wait_for(lambda: server.rows("NetworkSession | where ThreatCategory == 'Mine'"), "the verdict counts", 60)
        states = {s["id"]: s for s in json.loads(server.request("GET", "/api/v1/intel"))["services"]}
        has(states["hangs"]["message"], "within 1 s")


def command_line(folder):
    """What `earshot intel` says."""
    with Lists(bad=(200, {}, BAD.encode())) as lists, configured(folder, feed(lists, "bad")) as server:
        fetched(server, "bad")
        options = ["--config", folder / "earshot.yaml", "--data-dir", server.data]
        wait_for(lambda: "high" in run("intel", "show", BAD, *options).out, "a verdict", 40)
        has(run("intel", "show", BAD, *options).out, BAD, "high", "90", "+ bad lists the address")
        has(run("intel", "feeds", *options).out, "bad\tok\t1", "spamhaus-drop\toff")
        done = run("intel", "report", BAD, "--categories", "18", *options)
        has(done.err, "no key for AbuseIPDB", "intel.services")


def wrong_settings(folder):
    """A mistake in a list's description names the list and the key."""
    for feed, words in [({"id": "x"}, ["`x`", "url"]), ({"id": "x", "url": "https://a.example/", "format": "cvs"}, ["`x`", "format", "csv"]),
                        ({"id": "x", "url": "https://a.example/", "colour": "red"}, ["colour", "halfLifeDays"])]:
        (folder / "earshot.yaml").write_text("intel:\n  feeds:\n    - " + json.dumps(feed) + "\n")
        done = run("serve", "--config", folder / "earshot.yaml", "--data-dir", folder / "d", "--http-port", free_port(), environment={"EARSHOT_INTEL_ENABLED": "true"})
        check(done.returncode != 0, "was accepted")
        has(done.err, *words)


if __name__ == "__main__":
    main([verdicts_follow_the_lists, dropped_attempts_are_background, risky_names, bad_lists_change_nothing, no_way_into_the_home, bombs_and_endless_pages, formats,
          services_are_asked_within_their_quotas, own_enrichments_answer_in_kql, command_line, wrong_settings])

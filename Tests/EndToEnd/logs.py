"""The Log Analytics query API, asked by azure-monitor-query, over plain HTTP and over TLS. See clients.py."""
import json
import ssl
import urllib.request

from kit import Failed, Server, check, equal, firewall_line, free_port, has, run, succeed, wait_for
from kusto import post, run_client



def client(url, *steps, certificate=None, token="any"):
    order = {"url": url, "steps": steps, "token": token, "certificate": certificate and str(certificate)}
    return run_client("logs_client.py", "azure.monitor.query", order)


def logs_queries(folder):
    """azure-monitor-query reads values of every type, statistics and render; several tables; resources; batches with a
    failure in them."""
    kql = """print b = true, l = 7, r = real(nan), s = 'x', t = datetime(2026-01-02T03:04:05Z), x = 90m, j = dynamic({"a":1})
        | render barchart with (title="Hello")"""
    with Server(folder) as server:
        url = f"http://127.0.0.1:{server.http}"
        one, several, resource, batch = client(
            url, ["query", kql, None, {"include_statistics": True, "include_visualization": True}],
            ["query", "print 1; range n from 1 to 2 step 1", None], ["resource", "print 'r'"],
            ["batch", ["print 1", None], ["print Nope", None], ["range n from 1 to 3 step 1 | count", 3600]])
        equal(one["status"], "Success", "status")
        equal(one["tables"][0]["columns"], [["b", "bool"], ["l", "long"], ["r", "real"], ["s", "string"], ["t", "datetime"], ["x", "timespan"], ["j", "dynamic"]], "columns")
        equal(one["tables"][0]["rows"], [[True, 7, "NaN", "x", "2026-01-02 03:04:05+00:00", "01:30:00", '{"a":1}']], "values")
        check("executionTime" in one["statistics"]["query"], f"statistics: {one['statistics']}")
        equal((one["render"]["visualization"], one["render"]["title"]), ("barchart", "Hello"), "render")
        equal([t["name"] for t in several["tables"]], ["PrimaryResult", "Table_1"], "names of two tables")
        equal(resource["tables"][0]["rows"], [["r"]], "a query for a resource")
        equal(batch[0]["tables"][0]["rows"], [[1]], "first of a batch")
        equal(batch[1]["error"], "BadArgumentError", "the failure in a batch")
        equal(batch[2]["tables"][0]["rows"], [[3]], "third of a batch")


def logs_timespan(folder):
    """The timespan bounds TimeGenerated of stored tables, in each of its forms; one that is none is refused."""
    with Server(folder) as server:
        url = f"http://127.0.0.1:{server.http}"
        server.ingest(("\n".join(firewall_line(n) for n in range(50)) + "\n").encode())
        first, last = server.rows("NetworkSession | summarize tostring(min(TimeGenerated)), tostring(max(TimeGenerated))")[0]
        year = first[:4]
        count = "NetworkSession | count"
        hour, never, around, all_ = client(
            url, ["query", count, 3600], ["query", count, ["2001-01-01T00:00:00+00:00", "2001-01-02T00:00:00+00:00"]],
            ["query", count, [f"{year}-01-01T00:00:00+00:00", f"{int(year) + 1}-01-02T00:00:00+00:00"]], ["query", count, None])
        equal([a["tables"][0]["rows"] for a in (hour, never, around, all_)], [[[50]], [[0]], [[50]], [[50]]], "rows in the timespans")
        for span, expected in (("P1D", 50), ("2001-01-01/2001-02-01", 0), ("2001-01-01/P1M", 0), (f"PT1H/{int(year) + 1}-06-01", 0)):
            _, answer, _ = post(server, "/v1/workspaces/w/query", {"query": count, "timespan": span})
            equal(answer["tables"][0]["rows"], [[expected]], span)
        status, answer, _ = post(server, "/v1/workspaces/w/query", {"query": count, "timespan": "lately"})
        equal((status, answer["error"]["code"]), (400, "BadArgumentError"), "a timespan that is none")
        has(answer["error"]["message"], "lately", "ISO 8601")
        found = json.loads(server.request("GET", "/v1/workspaces/w/query?query=NetworkSession%20%7C%20count&timespan=P1D"))
        equal(found["tables"][0]["rows"], [[50]], "with GET")


def logs_errors(folder):
    """Errors come in Log Analytics' form with the place in what was sent, not in what was put before it."""
    with Server(folder) as server:
        url = f"http://127.0.0.1:{server.http}"
        wrong, = client(url, ["error", "NetworkSession\n| where Nope == 1"])
        equal((wrong["status"], wrong["code"]), (400, "BadArgumentError"), "status and code")
        status, answer, _ = post(server, "/v1/workspaces/w/query", {"query": "NetworkSession\n| where Nope == 1", "timespan": "P1D"})
        inner = answer["error"]["innererror"]["innererror"]
        equal((inner["line"], inner["pos"], inner["token"]), (2, 9, "Nope"), "the place")
        for body in (b"", b"[]", b"{}", b'{"query": 7}'):
            status, answer, _ = post(server, "/v1/workspaces/w/query", body)
            equal((status, answer["error"]["code"]), (400, "BadArgumentError"), f"the body {body}")
        metadata = json.loads(server.request("GET", "/v1/workspaces/w/metadata"))
        check("Dns" in [t["name"] for t in metadata["tables"]], "no Dns in the metadata")


def logs_tls(folder):
    """With web.tls.enabled the page and the API speak TLS with Earshot's own certificate: azure-monitor-query, a token and
    `earshot query` get through, a client that does not know the certificate does not."""
    data = folder / "data"
    succeed("passwd", "--data-dir", data, text="correct horse battery\n")
    token = succeed("token", "add", "q", "--scope", "query", "--data-dir", data).split()[-1]
    server = Server(folder, environment={"EARSHOT_WEB_TLS_ENABLED": "yes"})
    server.answers = lambda: listening(server)
    with server:
        url, certificate = f"https://127.0.0.1:{server.http}", data / "syslog-certificate.pem"
        wait_for(certificate.exists, "the certificate")
        answer, = client(url, ["query", "print 'over TLS'", None], certificate=certificate, token=token)
        equal(answer["tables"][0]["rows"], [["over TLS"]], "over TLS")
        try:
            urllib.request.urlopen(url + "/healthz", timeout=10)
            raise Failed("an unknown certificate was accepted")
        except urllib.error.URLError as error:
            check(isinstance(error.reason, ssl.SSLError), f"{error.reason}")
        has(succeed("query", "--data-dir", data, "print x = 'from the command line'"), "from the command line")
        context = ssl.create_default_context(cafile=certificate)
        body = json.dumps({"password": "correct horse battery"}).encode()
        request = urllib.request.Request(url + "/api/v1/session", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, context=context, timeout=10) as signed:
            has(signed.headers["Set-Cookie"], "Secure")


def listening(server):
    """Whether something accepts connections; the kit's own question is asked in plain HTTP."""
    import socket
    if server.process.poll() is not None:
        raise Failed(f"the server ended: {server.output()[-800:]}")
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", server.http)) == 0


def tls_settings(folder):
    """A certificate that cannot be used is an error at the start that names the files and the settings."""
    (folder / "c.pem").write_text("no certificate\n")
    done = run("serve", "--data-dir", folder / "data", "--http-port", 0, "--udp-port", 0, "--tcp-port", 0,
               environment={"EARSHOT_WEB_TLS_CERTIFICATE": str(folder / "c.pem"), "EARSHOT_SYSLOG_TLS_PORT": str(free_port())})
    check(done.returncode > 0, "a file that is no certificate was accepted")
    has(done.err, "c.pem", "web.tls.certificate")


TESTS = [logs_queries, logs_timespan, logs_errors, logs_tls, tls_settings]

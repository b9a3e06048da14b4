"""Kusto's REST interface, asked by azure-kusto-data and by hand. See clients.py."""
import gzip
import json
import os
import pathlib
import subprocess
import threading
import time
import urllib.error
import urllib.request

from kit import Failed, Server, Skipped, check, equal, firewall_line, has, succeed, wait_for

PYTHON = os.environ.get("EARSHOT_PREFIX", "/opt/earshot") + "/python/bin/python3"
PASSWORD = "correct horse battery"
ALL = """print b = true, i = int(-7), l = 9007199254740993, r = 1.5, d = decimal(12.50), s = 'ä"\\n',
t = datetime(2026-01-02T03:04:05.1234567Z), x = 1d + 2h + 3m + 4s, j = dynamic({"a":[1,null,"x"]}),
g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642)"""
# A second or more of honest work, whatever the machine.
SLOW = "range a from 1 to 40000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 40000 step 1 | extend k = 1) on k " \
       "| summarize sum(a * b % 7)"


def run_client(script, module, order, seconds=120):
    if not os.path.exists(PYTHON) or subprocess.run([PYTHON, "-c", f"import {module}"], capture_output=True).returncode:
        raise Skipped(f"{PYTHON} has no {module} (Scripts/bootstrap.sh --tests)")
    path = pathlib.Path(__file__).parent / script
    done = subprocess.run([PYTHON, path], input=json.dumps(order), capture_output=True, text=True, timeout=seconds)
    equal(done.returncode, 0, f"{script}: {done.stderr[-1500:]}\nstatus")
    return json.loads(done.stdout)


def client(server, *steps, token=None):
    order = {"url": f"http://127.0.0.1:{server.http}", "steps": steps, "token": token}
    return run_client("kusto_client.py", "azure.kusto.data", order)


def post(server, path, body, headers=None):
    """Status, answer and headers of a request made by hand."""
    headers = {"Content-Type": "application/json", **(headers or {})}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{server.http}{path}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            content = answer.read()
            if answer.headers.get("Content-Encoding") == "gzip":
                content = gzip.decompress(content)
            return answer.status, json.loads(content), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), error.headers


def kusto_types(folder):
    """azure-kusto-data reads values of every type, nulls and numbers that are none, from both versions of the interface."""
    with Server(folder) as server:
        values, kinds, nulls, odd, frame, many, stream = client(
            server, ["query", "Earshot", ALL], ["types", "Earshot", ALL],
            ["query", "", "print bool(null), int(null), long(null), real(null), '', datetime(null), timespan(null), dynamic(null)"],
            ["query", "NetDefaultDB", "print real(nan), real(+inf), real(-inf), time(0s), datetime(2026-01-02), -1.5d"],
            ["frame", "Earshot", "range n from 1 to 1000 step 1 | extend r = n / 4.0, t = datetime(2026-01-01) + n * 1s, s = tostring(n)"],
            ["query", "Earshot", "print 1; print a = 'two' | render piechart; range x from 1 to 3 step 1"],
            ["stream", "Earshot", "range n from 1 to 60000 step 1 | extend t = strcat('row ', n)"])
        row = values[0]["rows"][0]
        equal([c[1] for c in values[0]["columns"]],
              ["bool", "int", "long", "real", "decimal", "string", "datetime", "timespan", "dynamic", "guid"], "types")
        equal(row[:4], [True, -7, 9007199254740993, 1.5], "bool, int, long, real")
        check(float(row[4]) == 12.5, f"decimal: {row[4]}")
        equal(row[5], 'ä"\n', "string")
        equal(row[6], "2026-01-02 03:04:05.123456+00:00", "datetime")
        equal(row[7], "1 day, 2:03:04", "timespan")
        equal(row[8], {"a": [1, None, "x"]}, "dynamic")
        equal(row[9], "74be27de-1e4e-49d9-b579-fe0b331d3642", "guid")
        equal(kinds, ["bool", "int", "int", "float", "Decimal", "str", "datetime", "timedelta", "dict", "str"], "Python's types")
        equal(nulls[0]["rows"], [[None, None, None, None, "", None, None, None]], "nulls")
        equal(odd[0]["rows"][0], ["NaN", "Infinity", "-Infinity", "0:00:00", "2026-01-02 00:00:00+00:00", "-2 days, 12:00:00"], "odd values")
        equal(frame["shape"], [1000, 4], "shape of the data frame")
        equal(frame["sums"], {"n": 500500, "r": 125125.0}, "sums of the data frame")
        check(frame["types"]["t"].startswith("datetime64"), f"type of the moment: {frame['types']}")
        equal([t["rows"] for t in many], [[[1]], [["two"]], [[1], [2], [3]]], "three tables of one request")
        equal(stream, {"rows": 60000, "errors": 0}, "streamed rows")


def kusto_wire(folder):
    """The frames of version 2 and the tables of version 1 are spelled as Kusto spells them; gzip both ways, headers
    echoed, progressive frames when asked."""
    with Server(folder) as server:
        asked = {"db": "Earshot", "csl": "print t = datetime(2026-01-02T03:04:05.5Z), x = 90m, z = time(0s), b = true | render card with (title='T')"}
        status, frames, headers = post(server, "/v2/rest/query", asked, {"x-ms-client-request-id": "me;1", "Accept-Encoding": "gzip"})
        equal((status, headers["x-ms-client-request-id"], headers["Content-Encoding"]), (200, "me;1", "gzip"), "status and headers")
        check(len(headers["x-ms-activity-id"]) == 36, "no activity id")
        equal([f.get("TableKind", f["FrameType"]) for f in frames],
              ["DataSetHeader", "QueryProperties", "PrimaryResult", "QueryCompletionInformation", "DataSetCompletion"], "frames")
        equal(frames[2]["Rows"], [["2026-01-02T03:04:05.5Z", "01:30:00", "00:00:00", True]], "values")
        properties = json.loads(frames[1]["Rows"][0][2])
        equal((properties["Visualization"], properties["Title"]), ("card", "T"), "visualization")
        equal(frames[4], {"FrameType": "DataSetCompletion", "HasErrors": False, "Cancelled": False}, "completion")
        packed = gzip.compress(json.dumps({"csl": "print 1", "properties": {"Options": {}}}).encode())
        status, answer, _ = post(server, "/v1/rest/query", packed, {"Content-Encoding": "gzip"})
        equal([t["TableName"] for t in answer["Tables"]], ["Table_0", "Table_1", "Table_2", "Table_3"], "tables of version 1")
        equal(answer["Tables"][0]["Columns"], [{"ColumnName": "print_0", "DataType": "Int64", "ColumnType": "long"}], "a column of version 1")
        equal([row[1] for row in answer["Tables"][3]["Rows"]], ["QueryResult", "QueryProperties", "QueryStatus"], "table of contents")
        asked = json.loads(server.request("GET", "/v1/rest/query?db=Earshot&csl=print%20x%20%3D%2042"))
        equal(asked["Tables"][0]["Rows"], [[42]], "with GET")
        progressive = {"csl": "range n from 1 to 12000 step 1", "properties": json.dumps({"Options": {"results_progressive_enabled": True}})}
        status, frames, _ = post(server, "/v2/rest/query", progressive)
        kinds = [f["FrameType"] for f in frames]
        equal(kinds, ["DataSetHeader", "DataTable", "TableHeader", *["TableFragment", "TableProgress"] * 3, "TableCompletion", "DataTable", "DataSetCompletion"], "progressive frames")
        equal(sum(len(f["Rows"]) for f in frames if f["FrameType"] == "TableFragment"), 12000, "rows in fragments")
        equal([f["TableProgress"] for f in frames if f["FrameType"] == "TableProgress"][-1], 100, "progress at the end")


def kusto_parameters(folder):
    """Parameters reach declare query_parameters as KQL literals or bare values; options bound rows and time."""
    declared = ("declare query_parameters(n:long, s:string, t:datetime, d:timespan = 5m, r:real = 0.5, b:bool = false, j:dynamic = dynamic([])); "
                "print n, s, t, d, r, b, j")
    with Server(folder) as server:
        literal, bare, hostile, taken = client(
            server,
            ["query", "Earshot", declared, None, {"n": "long(7)", "s": '"it\'s"', "t": "datetime(2026-01-02)", "d": "time(1h)", "r": "real(1.25)", "b": "bool(true)", "j": "dynamic([1,2])"}],
            ["query", "Earshot", declared, None, {"n": 8, "s": "bare", "t": "2026-01-03"}],
            ["query", "Earshot", declared, None, {"n": "9", "s": "') | take 0 //", "t": "2026-01-04T00:00:00Z"}],
            ["query", "Earshot", "range n from 1 to 100 step 1", {"query_take_max_records": 3}])
        equal(literal[0]["rows"], [[7, "it's", "2026-01-02 00:00:00+00:00", "1:00:00", 1.25, True, [1, 2]]], "literals")
        equal(bare[0]["rows"], [[8, "bare", "2026-01-03 00:00:00+00:00", "0:05:00", 0.5, False, []]], "bare values and defaults")
        equal(hostile[0]["rows"][0][:2], [9, "') | take 0 //"], "a text stays a text")
        equal([r[0] for r in taken[0]["rows"]], [1, 2, 3], "query_take_max_records")
        status, answer, _ = post(server, "/v2/rest/query", {"csl": "print 1", "properties": {"Options": {"servertimeout": "soon"}}})
        equal(status, 400, "a timeout that is none")
        has(answer["error"]["@message"], "servertimeout")


def kusto_errors(folder):
    """Errors come in Kusto's envelope, with the place; an answer that was cut says so where the client looks for it."""
    with Server(folder) as server:
        column, syntax, database, cut, deferred, slow = client(
            server, ["error", "Earshot", "NetworkSession | where Nope == 1"], ["error", "Earshot", "print 1 +"],
            ["error", "Elsewhere", "print 1"], ["error", "Earshot", "range n from 1 to 10 step 1", {"truncationmaxrecords": 5}],
            ["deferred", "Earshot", "range n from 1 to 10 step 1", {"truncationmaxrecords": 5, "deferpartialqueryfailures": True}],
            ["error", "Earshot", SLOW, {"servertimeout": 1}])
        equal((column["type"], column["semantic"], column["permanent"], column["code"]), ("KustoApiError", True, True, "General_BadRequest"), "an unknown column")
        has(column["text"], "Nope")
        check({"clientRequestId", "activityId", "timestamp"} <= set(column["context"]), f"context: {column['context']}")
        equal((syntax["type"], syntax["semantic"]), ("KustoApiError", False), "a syntax error")
        has(syntax["text"], "Syntax error")
        has(database["text"], "Elsewhere", "Earshot")
        equal((cut["type"], cut["codes"]), ("multi", ["LimitsExceeded"]), "a cut answer")
        has(cut["text"], "E_QUERY_RESULT_SET_TOO_LARGE")
        equal((deferred["rows"], deferred["errors"]), (5, 1), "a cut answer, deferred")
        has(slow["text"], "longer than 1")
        _, answer, _ = post(server, "/v2/rest/query", {"csl": "// ä\nprint a | where Nope == 1"})
        inner = answer["error"]["innererror"]
        equal((inner["line"], inner["position"]), (2, 7), "the error's place")
        for body in (b"", b"[]", b'{"csl": 1}', b'{"csl": "print 1", "properties": "{"}', b'{"csl": "print 1", "properties": 7}'):
            status, answer, _ = post(server, "/v1/rest/query", body)
            equal((status, answer["error"]["code"]), (400, "General_BadRequest"), f"the body {body}")
        status, answer, _ = post(server, "/v2/rest/nothing", {"csl": "print 1"})
        equal((status, answer["error"]["code"]), (404, "NotFound"), "a route that is none")


def kusto_commands(folder):
    """The .show commands that Kusto's explorers, Grafana and the client libraries send are answered; changes are refused."""
    with Server(folder) as server:
        names = ["version", "databases", "tables", "table Dns schema as json", "table ['Dns'] cslschema", "database Earshot schema",
                 "databases schema as json", "schema as json", "database schema as json", "databases (['Earshot'], ['Earshot'].['x']) schema as json",
                 "functions", "cluster", "principal roles", "databases entities with (resolveFunctionsSchema=true)", "external tables",
                 "materialized-views", "running queries", "tables | where TableName has 'dns' | project TableName"]
        answers = dict(zip(names, client(server, *[["command", "Earshot", f".show {name}"] for name in names])))
        rows = {name: answer[0]["rows"] for name, answer in answers.items()}
        equal(rows["databases"][0][0], "Earshot", "the database")
        tables = [row[0] for row in rows["tables"]]
        check({"NetworkSession", "Dns", "Syslog"} <= set(tables), f"tables: {tables}")
        schema = json.loads(rows["table Dns schema as json"][0][1])
        column = next(c for c in schema["OrderedColumns"] if c["Name"] == "TimeGenerated")
        equal((column["CslType"], column["Type"]), ("datetime", "System.DateTime"), "a column's types")
        has(rows["table ['Dns'] cslschema"][0][1], "TimeGenerated:datetime", "DnsQuery:string")
        for name in ("databases schema as json", "schema as json", "database schema as json", "databases (['Earshot'], ['Earshot'].['x']) schema as json"):
            whole = json.loads(rows[name][0][0])["Databases"]["Earshot"]["Tables"]
            equal(sorted(whole), sorted(tables), f"tables in .show {name}")
        columns = [row for row in rows["database Earshot schema"] if row[1] == "Dns" and row[2]]
        equal(len(columns), len(schema["OrderedColumns"]), "rows for the columns of Dns")
        check("_Im_Dns" in [row[0] for row in rows["functions"]], "no _Im_Dns among the functions")
        equal(rows["tables | where TableName has 'dns' | project TableName"], [["Dns"]], "a query behind a command")
        equal(rows["external tables"], [], "what there is none of")
        # Grafana tries its connection with a command at the query route.
        status, answer, _ = post(server, "/v1/rest/query", {"db": "", "csl": ".show databases schema"})
        equal(status, 200, ".show databases schema at /v1/rest/query")
        for text, word in ((".drop table Dns", "drop table Dns"), (".show nonsense", "nonsense"), (".show table Nope", "Nope"), (".show table ['x", "[")):
            status, answer, _ = post(server, "/v1/rest/mgmt", {"db": "Earshot", "csl": text})
            equal(status, 400, text)
            has(answer["error"]["@message"], word)
        metadata = json.loads(server.request("GET", "/v1/rest/auth/metadata"))
        equal(metadata["AzureAD"], None, "no Active Directory")


def kusto_cancel(folder):
    """.cancel query stops a query by the client's name for it, and so does hanging up."""
    with Server(folder) as server:
        answer = []

        def ask():
            answer.append(post(server, "/v2/rest/query", {"csl": SLOW}, {"x-ms-client-request-id": "slow one"}))

        asking = threading.Thread(target=ask)
        asking.start()

        def running():
            _, found, _ = post(server, "/v1/rest/mgmt", {"csl": ".show queries"})
            return [row[0] for row in found["Tables"][0]["Rows"]] == ["slow one"]

        wait_for(running, "the query among those that run")
        # It may be listed a moment before it can be stopped.
        wait_for(lambda: post(server, "/v1/rest/mgmt", {"csl": ".cancel query 'slow one'"})[1] and (asking.join(0.2) or not asking.is_alive()),
                 "the end of the cancelled query")
        status, told, headers = answer[0]
        equal((status, told["error"]["code"], headers["x-ms-client-request-id"]), (400, "Request_Cancelled", "slow one"), "the cancelled query")
        _, told, _ = post(server, "/v1/rest/mgmt", {"csl": ".cancel query 'slow one'"})
        equal(told["Tables"][0]["Rows"][0][2], False, "cancelled once more")
        gone = subprocess.Popen(["curl", "-s", "-d", json.dumps({"csl": SLOW}), "-H", "x-ms-client-request-id: slow one",
                                 f"http://127.0.0.1:{server.http}/v2/rest/query"], stdout=subprocess.DEVNULL)
        wait_for(running, "the second query among those that run")
        gone.kill()
        gone.wait()
        wait_for(lambda: not running(), "the end of a query whose client is gone")


def kusto_tokens(folder):
    """With a password set, a query token opens Kusto's interface as bearer and an ingest token does not."""
    data = folder / "data"
    succeed("passwd", "--data-dir", data, text=PASSWORD + "\n")
    secrets = {scope: succeed("token", "add", scope, "--scope", scope, "--data-dir", data).split()[-1] for scope in ("query", "ingest")}
    with Server(folder) as server:
        allowed, = client(server, ["query", "Earshot", "print 1"], token=secrets["query"])
        equal(allowed[0]["rows"], [[1]], "with a query token")
        for headers in ({}, {"Authorization": f"Bearer {secrets['ingest']}"}, {"Authorization": "Bearer nothing"}):
            status, answer, _ = post(server, "/v1/rest/mgmt", {"csl": ".show version"}, headers)
            equal((status, answer["error"]["code"]), (401, "Unauthorized"), f"with {headers}")
        refused, = client(server, ["error", "Earshot", "print 1"], token="wrong")
        has(refused["text"], "401")


def kusto_data(folder):
    """Events that were sent are what a Kusto client counts."""
    with Server(folder) as server:
        server.ingest(("\n".join(firewall_line(n) for n in range(500)) + "\n").encode())
        counted, frame = client(
            server, ["query", "Earshot", "NetworkSession | summarize count(), dcount(SrcIpAddr) by DvcAction"],
            ["frame", "Earshot", "NetworkSession | project TimeGenerated, SrcPortNumber, SrcIpAddr"])
        equal(counted[0]["rows"], [["Drop", 500, 500]], "counted")
        equal(frame["shape"], [500, 3], "frame")


TESTS = [kusto_types, kusto_wire, kusto_parameters, kusto_errors, kusto_commands, kusto_cancel, kusto_tokens, kusto_data]

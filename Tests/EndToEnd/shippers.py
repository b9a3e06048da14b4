"""Bulk requests of shippers made for Elasticsearch, and the tokens programs show. See ways_in.py."""
import base64
import gzip
import json
import os
import pathlib
import stat
import subprocess
import urllib.error
import urllib.request

from kit import Server, Skipped, check, equal, firewall_line, has, run, succeed, wait_for

PYTHON = os.environ.get("EARSHOT_PREFIX", "/opt/earshot") + "/python/bin/python3"
PASSWORD = "correct horse battery"
QUERY = {"query": "print 1"}


def client(server, *steps, **options):
    """What Elasticsearch's client gets as answers."""
    here = pathlib.Path(__file__).parent
    if not os.path.exists(PYTHON) or subprocess.run([PYTHON, "-c", "import elasticsearch"], capture_output=True).returncode:
        raise Skipped(f"{PYTHON} has no elasticsearch (Scripts/bootstrap.sh --tests)")
    order = json.dumps({"url": f"http://127.0.0.1:{server.http}", "options": options, "steps": steps})
    done = subprocess.run([PYTHON, here / "bulk_client.py"], input=order, capture_output=True, text=True, timeout=60)
    equal(done.returncode, 0, f"Elasticsearch's client: {done.stderr[-700:]}\nstatus")
    return json.loads(done.stdout)


def document(number):
    """A line that nobody else has, as Filebeat wraps it."""
    return {"@timestamp": "2026-01-02T03:04:05.678Z", "message": firewall_line(number), "host": {"name": "nas"},
            "agent": {"type": "filebeat", "version": "8.17.0"}, "ecs": {"version": "8.0.0"}}


def actions(first, count):
    return [{"_op_type": "create", "_index": "filebeat-8.17.0", **document(n)} for n in range(first, first + count)]


def body(*lines):
    return "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()


def documents(first, count):
    """The lines of a bulk request."""
    return [line for number in range(first, first + count) for line in ({"create": {}}, document(number))]


def send(server, data, headers=None, path="/_bulk"):
    """Status, answer and headers of a bulk request."""
    headers = {"Content-Type": "application/x-ndjson", **(headers or {})}
    request = urllib.request.Request(f"http://127.0.0.1:{server.http}{path}", data, headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, json.loads(answer.read()), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), error.headers


def stored(server):
    return server.rows("NetworkSession | summarize count(), dcount(SrcIpAddr)")[0]


def elasticsearch_client(folder):
    """Elasticsearch's Python client gets through its handshake and stores each document once: in series, at once,
    compressed."""
    with Server(folder) as server:
        info, ping, health, template, bulk = client(
            server, ["info"], ["ping"], ["health"], ["template", "logs"], ["bulk", actions(0, 500), 120])
        equal(info["version"]["number"].split(".")[0], "8", "major version told")
        equal((ping, health["status"], template["acknowledged"]), (True, "green", True), "ping, health, template")
        equal(bulk, {"stored": 500, "errors": []}, "helpers.bulk")
        equal(stored(server), [500, 500], "rows and addresses")
        parallel, = client(server, ["parallel", actions(500, 400), 50], http_compress=True)
        equal(parallel, 400, "compressed, four requests at once")
        index, = client(server, ["index", "logs", document(900)])
        equal(index["result"], "created", "a single document")
        equal(stored(server), [901, 901], "rows and addresses")
        hosts = server.rows("NetworkSession | distinct DvcHostname, DvcAction")
        equal(hosts, [["router", "Drop"]], "host and action of the lines within the documents")


def single_compressed(folder):
    """A single document of Elasticsearch's client is stored when it comes compressed, too."""
    with Server(folder) as server:
        index, = client(server, ["index", "logs", document(0)], http_compress=True)
        equal(index["result"], "created", "answer")
        equal(stored(server), [1, 1], f"rows; {server.number('Syslog | count')} in Syslog")


def delete_refused(folder):
    """Deleting and updating is refused, each by its item; the documents around it are stored."""
    with Server(folder) as server:
        mixed = [*actions(0, 1), {"_op_type": "delete", "_index": "logs", "_id": "7"}, *actions(1, 1),
                 {"_op_type": "update", "_index": "logs", "_id": "8", "doc": {"a": 1}}, *actions(2, 1)]
        bulk, = client(server, ["bulk", mixed, 100])
        equal(bulk["stored"], 3, "documents stored")
        equal([[*error][0] for error in bulk["errors"]], ["delete", "update"], "actions refused")
        delete = bulk["errors"][0]["delete"]
        equal((delete["status"], delete["_id"], delete["_index"]), (400, "7", "logs"), "status, id and index")
        check(delete["error"]["reason"], "no reason is given")
        equal(stored(server), [3, 3], "rows")
        status, answer, _ = send(server, body(*documents(3, 1), {"delete": {"_id": "1"}}, *documents(4, 1)))
        equal((status, answer["errors"]), (200, True), "status and errors")
        equal(sorted([*item.values()][0]["status"] for item in answer["items"]), [201, 201, 400], "statuses")
        equal(stored(server), [5, 5], "rows")


def bulk_item_order(folder):
    """The answer's items stand in the order of the actions: by nothing else do shippers know which one was refused."""
    with Server(folder) as server:
        ids = [{"index": {"_id": "a"}}, document(0), {"delete": {"_id": "b"}}, {"index": {"_id": "c"}}, document(1)]
        _, answer, _ = send(server, body(*ids))
        found = [(item["_id"], item["status"]) for item in ([*item.values()][0] for item in answer["items"])]
        equal(found, [("a", 201), ("b", 400), ("c", 201)], "id and status of each item")


def greeting(folder):
    """GET / greets shippers as Elasticsearch would; browsers get the page."""
    with Server(folder) as server:
        root = f"http://127.0.0.1:{server.http}/"
        for accept in ("application/json", "application/vnd.elasticsearch+json; compatible-with=8"):
            with urllib.request.urlopen(urllib.request.Request(root, headers={"Accept": accept})) as answer:
                equal(answer.headers["X-elastic-product"], "Elasticsearch", f"X-elastic-product for {accept}")
                has(answer.read().decode(), "You Know, for Search")
        with urllib.request.urlopen(urllib.request.Request(root, headers={"Accept": "text/html,*/*;q=0.8"})) as answer:
            equal(answer.headers["X-elastic-product"], None, "X-elastic-product for browsers")
            has(answer.headers["Content-Type"], "text/html")
        _, _, headers = send(server, body(*documents(0, 1)), path="/filebeat-8.17.0/_bulk")
        equal(headers["X-elastic-product"], "Elasticsearch", "X-elastic-product of a bulk request")


def bulk_bodies(folder):
    """Compressed bulk bodies are stored; broken ones get a clear error, store what they say and harm nothing."""
    with Server(folder) as server:
        packed = gzip.compress(body(*documents(0, 200)))
        status, answer, _ = send(server, packed, {"Content-Encoding": "gzip"})
        equal((status, answer["errors"], len(answer["items"])), (200, False, 200), "gzip")
        status, answer, _ = send(server, body(*documents(200, 1)).rstrip(b"\n"))
        equal((status, len(answer["items"])), (200, 1), "no line end at the end")
        equal(stored(server), [201, 201], "rows")
        broken = {
            "damaged gzip": (b"\x1f\x8b\x08" + b"garbage" * 50, {"Content-Encoding": "gzip"}, 400, "damaged"),
            "cut gzip": (packed[:len(packed) // 2], {"Content-Encoding": "gzip"}, 400, "too early"),
            "no document": (body({"index": {}}), {}, 400, "missing"),
            "no JSON": (b"\x00\xff\xfe{]\n\n", {}, 400, "line 1"),
            "an array": (body([1, 2], {}), {}, 400, "line 1"),
            "long line": (body({"index": {}}, {"message": "x" * 2_000_000}), {}, 413, "longer than"),
        }
        for name, (data, headers, expected, word) in broken.items():
            status, answer, _ = send(server, data, headers)
            equal((status, answer["status"]), (expected, expected), f"{name}: status")
            has(answer["error"]["reason"], word)
        status, answer, _ = send(server, body(*documents(201, 1), {"index": {}}))
        equal(status, 400, "last document is missing: status")
        has(answer["error"]["reason"], "1 documents before it are stored")
        rows = stored(server)
        equal(rows[0], rows[1], "rows and addresses: nothing is stored twice")
        equal(server.number("NetworkSession | where SrcIpAddr == '45.0.0.201' | count"), 1, "the document before the end")


def bulk_broken_action(folder):
    """Documents before a broken action line are stored, and the error says in which line it is."""
    with Server(folder) as server:
        status, answer, _ = send(server, body(*documents(0, 2), "broken", *documents(2, 1)))
        equal(status, 400, "status")
        equal(stored(server), [2, 2], f"rows ({answer['error']['reason']})")
        has(answer["error"]["reason"], "line 5", "2 documents before it are stored")


def bulk_unknown_encoding(folder):
    """A bulk request in an encoding that Earshot does not know is refused with 415 and says what to do."""
    with Server(folder) as server:
        status, answer, _ = send(server, b"x", {"Content-Encoding": "br"})
        equal(status, 415, f"status ({answer})")
        has(answer["error"]["reason"], "br", "gzip")


def may(server, secret, what, scheme="Bearer"):
    """The status that a secret gets."""
    headers = {"Authorization": f"{scheme} {secret}"}
    if what == "bulk":
        return send(server, body({"create": {}}, {"message": "said by a program"}), headers)[0]
    method, path, data = {
        "query": ("POST", "/api/v1/query", QUERY), "ingest": ("POST", "/api/v1/ingest", b"<13>a line\n"),
        "schema": ("GET", "/api/v1/schema", None), "status": ("GET", "/api/v1/status", None),
        "demo": ("POST", "/api/v1/demo", None)}[what]
    try:
        server.request(method, path, data, headers)
        return 200
    except urllib.error.HTTPError as error:
        return error.code


def tokens(folder):
    """With a password set, an ingest token may send and not ask, a query token ask and not send; a wrong or removed one
    may nothing. Only hashes are kept."""
    data = folder / "data"
    succeed("passwd", "--data-dir", data, text=PASSWORD + "\n")
    secrets = {scope: succeed("token", "add", f"a {scope} program", "--scope", scope, "--data-dir", data).split()[-1]
               for scope in ("ingest", "query")}
    kept = [path for path in data.iterdir() if path.is_file() and "token" in path.name]
    check(kept, "no file of tokens")
    for path in kept:
        equal(stat.S_IMODE(path.stat().st_mode), 0o600, f"mode of {path.name}")
        check(not any(secret in path.read_text() for secret in secrets.values()), f"{path.name} holds a token as it is")
    unknown = run("token", "add", "x", "--scope", "everything", "--data-dir", data)
    check(unknown.returncode > 0, "a scope that is none")
    with Server(folder) as server:
        for what in ("query", "schema", "ingest", "bulk", "status", "demo"):
            allowed = {"query": ["query", "schema"], "ingest": ["ingest", "bulk"]}
            for scope, secret in secrets.items():
                equal(may(server, secret, what), 200 if what in allowed[scope] else 401, f"{scope} token for {what}")
            equal(may(server, secrets["ingest"][:-2] + "xx", what), 401, f"a wrong token for {what}")
            equal(may(server, "", what), 401, f"no token for {what}")
        forms = {"ApiKey": [secrets["ingest"], b64("id:" + secrets["ingest"])], "Basic": [b64("x:" + secrets["ingest"])]}
        for scheme, values in forms.items():
            for value in values:
                equal((may(server, value, "bulk", scheme), may(server, value, "query", scheme) in (401, 429)), (200, True),
                      f"token as {scheme}")
        bulk, = client(server, ["bulk", actions(0, 3), 2], api_key=secrets["ingest"])
        equal(bulk["stored"], 3, "helpers.bulk with api_key")
        added = succeed("token", "add", "late", "--data-dir", data).split()[-1]
        wait_for(lambda: may(server, added, "ingest") == 200, "a token made while the server runs", 2)
        has(succeed("token", "list", "--data-dir", data), "late", "a query program")
        succeed("token", "remove", "late", "--data-dir", data)
        wait_for(lambda: may(server, added, "ingest") == 401, "a token that was taken away is refused", 2)


def searches_refused(folder):
    """What asks for documents is refused with the way to ask; what prepares the sending is acknowledged."""
    with Server(folder) as server:
        for path in ("/_search", "/logs/_search", "/_msearch", "/logs/_count", "/_sql", "/logs/_update_by_query"):
            status, answer, headers = send(server, b"{}", {"Content-Type": "application/json"}, path)
            equal((status, answer["error"]["type"]), (400, "illegal_argument_exception"), path)
            has(answer["error"]["reason"], path, "/api/v1/query")
            equal(headers["X-elastic-product"], "Elasticsearch", f"product of {path}")
        equal(server.request_status("/logs/_search?q=x"), 400, "a search with GET")
        for path in ("/_index_template/logs", "/_ilm/policy/logs", "/_ingest/pipeline/logs", "/logs/_refresh"):
            status, answer, _ = send(server, b"{}", {"Content-Type": "application/json"}, path)
            equal((status, answer["acknowledged"]), (200, True), path)


def b64(text):
    return base64.b64encode(text.encode()).decode()


TESTS = [elasticsearch_client, single_compressed, delete_refused, bulk_item_order, greeting, bulk_bodies,
         bulk_broken_action, bulk_unknown_encoding, searches_refused, tokens]

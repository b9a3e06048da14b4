#!/usr/bin/env python3
"""A query that runs away: stopped by its deadline, its row limit, the memory limit, a cancel, or its client leaving.

    Tests/EndToEnd/runaway.py [TEST …]      (see kit.py)
"""
import json
import os
import pathlib
import socket
import threading
import time
import urllib.error

from kit import Server, check, equal, has, main, run, wait_for

# 10¹³ pairs: longer than anybody waits.
ENDLESS = (
    "range A from 1 to 3000000 step 1 | extend K = 1 | join kind=inner (range B from 1 to 3000000 step 1 | extend K = 1)"
    " on K | summarize sum(A * B % 7)")


def processor_seconds(server):
    fields = pathlib.Path(f"/proc/{server.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_quiet(server):
    """Hardly any processor time within half a second: nothing goes on running behind."""
    before = processor_seconds(server)
    time.sleep(0.5)
    return processor_seconds(server) - before < 0.15


def deadline(folder):
    """The deadline stops a query in the engine, over the API and on the command line."""
    with Server(folder) as server:
        started = time.monotonic()
        status, error = server.refusal("POST", "/api/v1/query", {"query": ENDLESS, "timeoutSeconds": 1})
        equal((status, error["code"]), (408, "timeout"), "the answer")
        has(error["hint"], "timeoutSeconds")
        check(time.monotonic() - started < 6, f"stopped after {time.monotonic() - started:.1f} s instead of 1")
        # Browsers repeat a request that is answered with 408.
        browser = {"Origin": f"http://127.0.0.1:{server.http}"}
        status, _ = server.refusal("POST", "/api/v1/query", {"query": ENDLESS, "timeoutSeconds": 1}, browser)
        equal(status, 504, "status for a browser")
        wait_for(lambda: is_quiet(server), "the engine is idle after the deadline")
    done = run("query", ENDLESS, "--in-memory", "--timeout", 1, seconds=20)
    equal(done.returncode, 1, "status of earshot query")
    has(done.err, "longer than 1.0 seconds")


def rows(folder):
    """The row limit cuts an answer and says so; an unlimited question does not fill the memory."""
    with Server(folder) as server:
        answer = server.ask("range X from 1 to 10000 step 1", limit=10)
        equal((len(answer["rows"]), answer["statistics"]["truncated"]), (10, True), "rows and truncated")
        answer = server.ask("range X from 1 to 10 step 1", limit=10)
        equal((len(answer["rows"]), answer["statistics"]["truncated"]), (10, False), "rows and truncated")
        answer = server.ask("range X from 1 to 1000000000000 step 1")
        equal((len(answer["rows"]), answer["statistics"]["truncated"]), (100_000, True), "rows and truncated")
    done = run("query", "range X from 1 to 50 step 1", "--in-memory", "--limit", 7, "--format", "csv")
    equal(len(done.out.splitlines()), 8, "lines of earshot query --limit 7 with the header")
    has(done.err, "first 7 rows")


def cancelled(folder):
    """DELETE /api/v1/query/{id} stops a running query; its client is told; an unknown id is no error."""
    with Server(folder) as server:
        answers = []
        thread = threading.Thread(target=lambda: answers.append(server.refusal(
            "POST", "/api/v1/query", {"query": ENDLESS, "queryId": "mine", "timeoutSeconds": 60})))
        thread.start()
        wait_for(lambda: not is_quiet(server), "the query runs")
        server.request("DELETE", "/api/v1/query/mine")
        thread.join(5)
        check(answers, "the query goes on after it was cancelled")
        equal((answers[0][0], answers[0][1]["code"]), (499, "cancelled"), "the answer")
        wait_for(lambda: is_quiet(server), "the engine is idle after the cancel")
        server.request("DELETE", "/api/v1/query/unknown")


def client_gone(folder):
    """A client that hangs up takes its query with it."""
    with Server(folder) as server:
        body = json.dumps({"query": ENDLESS, "timeoutSeconds": 60}).encode()
        head = f"POST /api/v1/query HTTP/1.1\r\nHost: 127.0.0.1:{server.http}\r\nContent-Length: {len(body)}\r\n\r\n"
        with socket.create_connection(("127.0.0.1", server.http)) as client:
            client.sendall(head.encode() + body)
            wait_for(lambda: not is_quiet(server), "the query runs")
        wait_for(lambda: is_quiet(server), "the engine is idle after the client has gone", 5)


def memory(folder):
    """The memory limit stops a query that needs more, and the server goes on with little."""
    greedy = "range X from 1 to 200000000 step 1 | summarize L = make_list(strcat('text that takes room ', X)) | project array_length(L)"
    with Server(folder, environment={"EARSHOT_STORE_MEMORY_LIMIT_MEGABYTES": "64"}) as server:
        status, error = server.refusal("POST", "/api/v1/query", {"query": greedy, "timeoutSeconds": 60}, seconds=90)
        equal((status, error["code"]), (413, "out-of-memory"), "the answer")
        has(error["hint"], "memoryLimitMegabytes")
        equal(server.number("print 1"), 1, "the next query")
        peak = pathlib.Path(f"/proc/{server.process.pid}/status").read_text().split("VmHWM:")[1].split()[0]
        check(int(peak) < 600_000, f"it took {int(peak) // 1000} MB")


def wide_rows(folder):
    """An answer of long texts is bounded in bytes too, not only in rows."""
    with Server(folder) as server:
        try:
            answer = server.ask("range X from 1 to 100000 step 1 | extend T = strrep('0123456789', 5000)")
            check(answer["statistics"]["truncated"], "5 GB were answered in full")
        except urllib.error.HTTPError as error:
            equal(error.code, 413, "status")
        peak = pathlib.Path(f"/proc/{server.process.pid}/status").read_text().split("VmHWM:")[1].split()[0]
        check(int(peak) < 1_500_000, f"it took {int(peak) // 1000} MB")


def deep_queries(folder):
    """Queries nested or chained beyond reason are refused; none ends the server."""
    queries = {
        "parentheses": "print " + "(" * 50_000 + "1" + ")" * 50_000,
        "signs": "print " + "-" * 50_000 + "1",
        "calls": "print " + "not(" * 50_000 + "true" + ")" * 50_000,
        "brackets": "print dynamic(" + "[" * 50_000 + "]" * 50_000 + ")",
        "sums": "print " + "+".join(["1"] * 20_000),
        "paths": "print dynamic({})" + ".a" * 20_000,
        "subqueries": "union (" * 20_000 + "print 1" + ")" * 20_000,
        "functions": "let f0 = (x: long) { x };" + "".join(
            f"let f{n} = (x: long) {{ f{n - 1}(x) + f{n - 1}(x) }};" for n in range(1, 30)) + "print f29(1)",
        "operators": "print X = 1" + "| extend X = X + 1" * 5_000,
    }
    with Server(folder) as server:
        for name, query in queries.items():
            try:
                status, error = server.refusal("POST", "/api/v1/query", {"query": query, "timeoutSeconds": 5})
            except OSError as gone:
                check(server.process.poll() is None, f"{name}: the server died of it: {gone}")
                raise
            check(400 <= status < 500, f"{name}: {status} {error}")
        status, error = server.refusal("POST", "/api/v1/query", {"query": "print '" + "x" * 3_000_000 + "'"})
        equal((status, error["code"]), (413, "too-large"), "a query of 3 MB")
        equal(server.number("print 1"), 1, "the next query")


if __name__ == "__main__":
    main([deadline, rows, cancelled, client_gone, memory, wide_rows, deep_queries])

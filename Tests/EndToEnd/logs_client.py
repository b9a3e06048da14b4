"""Microsoft's Python client for Log Analytics at work, as a program of its own: clients.py starts it with the Python that
has it.

Reads {"url", "token", "certificate", "steps": [[what, arguments…], …]} from standard input, prints a list with an answer
for each step. Without a certificate the client has to be told that a token may go over plain HTTP.
"""
import datetime
import json
import sys
import time

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.monitor.query import LogsBatchQuery, LogsQueryClient


class Credential:
    def __init__(self, token):
        self.token = token

    def get_token(self, *scopes, **_):
        return AccessToken(self.token, int(time.time()) + 3600)


def moment(text):
    return datetime.datetime.fromisoformat(text)


def span(given):
    if given is None or isinstance(given, (int, float)):
        return given and datetime.timedelta(seconds=given)
    return moment(given[0]), moment(given[1])


def told(result):
    if not hasattr(result, "tables") and not hasattr(result, "partial_data"):
        return {"error": result.code, "text": result.message}
    made = {"status": result.status.value}
    found = result.tables if hasattr(result, "tables") else result.partial_data
    made["tables"] = [{"name": t.name, "columns": list(zip(t.columns, t.columns_types)),
                       "rows": [[str(v) if isinstance(v, datetime.datetime) else v for v in row] for row in t.rows]}
                      for t in found]
    made["statistics"], made["render"] = result.statistics, result.visualization
    if hasattr(result, "partial_error"):
        made["partial"] = result.partial_error.code
    return made


def query(client, options, kql, timespan, **more):
    return told(client.query_workspace("00000000-0000-0000-0000-000000000000", kql, timespan=span(timespan), **more, **options))


def resource(client, options, kql):
    return told(client.query_resource("/subscriptions/s/resourceGroups/g/providers/p/t/n", kql, timespan=None, **options))


def error(client, options, kql):
    try:
        client.query_workspace("w", kql, timespan=None, **options)
    except HttpResponseError as failure:
        return {"status": failure.status_code, "text": failure.message, "code": failure.error and failure.error.code,
                "inner": failure.error and failure.error.innererror}
    return None


def batch(client, options, *queries):
    asked = [LogsBatchQuery(workspace_id="w", query=kql, timespan=span(s)) for kql, s in queries]
    return [told(result) for result in client.query_batch(asked, **options)]


STEPS = {"query": query, "resource": resource, "error": error, "batch": batch}

if __name__ == "__main__":
    order = json.load(sys.stdin)
    certificate = order.get("certificate")
    options = {} if certificate else {"enforce_https": False}
    client = LogsQueryClient(Credential(order["token"]), endpoint=order["url"] + "/v1", retry_total=0,
                             **({"connection_verify": certificate} if certificate else {}))
    answers = []
    for name, *arguments in order["steps"]:
        more = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
        answers.append(STEPS[name](client, options, *arguments, **more))
    print(json.dumps(answers))

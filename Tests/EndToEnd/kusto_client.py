"""Microsoft's Python client for Kusto at work, as a program of its own: kusto.py starts it with the Python that has it.

Reads {"url", "token", "steps": [[what, arguments…], …]} from standard input, prints a list with an answer for each step.
"""
import datetime
import json
import sys

from azure.kusto.data import ClientRequestProperties, KustoClient, KustoConnectionStringBuilder
from azure.kusto.data.exceptions import KustoError, KustoMultiApiError
from azure.kusto.data.helpers import dataframe_from_result_table


def properties(options, parameters, request_id):
    made = ClientRequestProperties()
    for name, value in (options or {}).items():
        # The client wants a duration here, and sends its text.
        made.set_option(name, datetime.timedelta(seconds=value) if name == "servertimeout" else value)
    for name, value in (parameters or {}).items():
        made.set_parameter(name, value)
    made.client_request_id = request_id
    return made


def tables(dataset):
    return [{"name": table.table_name, "columns": [[c.column_name, c.column_type] for c in table.columns],
             "rows": [[as_json(value) for value in row] for row in table]} for table in dataset.primary_results]


def as_json(value):
    return value if value is None or isinstance(value, (bool, int, float, str, list, dict)) else str(value)


def query(client, database, csl, options=None, parameters=None, request_id=None):
    return tables(client.execute_query(database, csl, properties(options, parameters, request_id)))


def command(client, database, csl):
    return tables(client.execute_mgmt(database, csl))


def python_types(client, database, csl):
    row = client.execute_query(database, csl).primary_results[0][0]
    return [type(value).__name__ for value in row]


def error(client, database, csl, options=None):
    try:
        client.execute_query(database, csl, properties(options, None, None))
    except KustoMultiApiError as failure:
        return {"type": "multi", "text": str(failure), "codes": [e.code for e in failure.get_api_errors()]}
    except KustoError as failure:
        told = getattr(failure, "get_api_error", lambda: None)()
        semantic = getattr(failure, "is_semantic_error", lambda: None)()
        return {"type": type(failure).__name__, "text": str(failure), "semantic": semantic,
                "code": told and told.code, "permanent": told and told.permanent,
                "context": sorted(told.context or {}) if told else []}
    return None


def deferred(client, database, csl, options):
    dataset = client.execute_query(database, csl, properties(options, None, None))
    return {"rows": len(dataset.primary_results[0]), "errors": dataset.errors_count, "texts": dataset.get_exceptions()}


def frame(client, database, csl):
    made = dataframe_from_result_table(client.execute_query(database, csl).primary_results[0])
    return {"shape": list(made.shape), "types": {name: str(kind) for name, kind in made.dtypes.items()},
            "sums": {name: as_json(made[name].sum().item()) for name in made.columns if made[name].dtype.kind in "if"}}


def stream(client, database, csl):
    dataset = client.execute_streaming_query(database, csl)
    table = next(dataset.iter_primary_results())
    count = sum(1 for _ in table)
    for _ in dataset:
        pass
    return {"rows": count, "errors": dataset.errors_count}


STEPS = {"query": query, "command": command, "types": python_types, "error": error, "deferred": deferred,
         "frame": frame, "stream": stream}

if __name__ == "__main__":
    order = json.load(sys.stdin)
    if order.get("token"):
        made = KustoConnectionStringBuilder.with_aad_application_token_authentication(order["url"], order["token"])
    else:
        made = KustoConnectionStringBuilder.with_no_authentication(order["url"])
    with KustoClient(made) as client:
        print(json.dumps([STEPS[name](client, *arguments) for name, *arguments in order["steps"]]))

"""Elasticsearch's own Python client at work, as a program of its own: shippers.py starts it with the Python that has it.

Reads {"url", "options", "steps": [[what, arguments…], …]} from standard input, prints a list with an answer for each step.
"""
import json
import sys

from elasticsearch import Elasticsearch, helpers


def bulk(client, actions, size):
    stored, errors = helpers.bulk(client, actions, chunk_size=size, raise_on_error=False)
    return {"stored": stored, "errors": errors}


STEPS = {
    "info": lambda client: dict(client.info()),
    "ping": lambda client: client.ping(),
    "health": lambda client: dict(client.cluster.health()),
    "template": lambda client, name: dict(client.indices.put_index_template(name=name, index_patterns=[name + "-*"])),
    "bulk": bulk,
    "parallel": lambda client, actions, size: sum(ok for ok, _ in helpers.parallel_bulk(client, actions, 4, size)),
    "index": lambda client, index, document: dict(client.index(index=index, document=document)),
}

if __name__ == "__main__":
    order = json.load(sys.stdin)
    with Elasticsearch(order["url"], request_timeout=20, max_retries=0, **order["options"]) as client:
        print(json.dumps([STEPS[name](client, *arguments) for name, *arguments in order["steps"]]))

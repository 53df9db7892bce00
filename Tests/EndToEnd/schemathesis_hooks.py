"""What schemathesis does not know by itself: how JSON lines are written."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def lines(context, value):
    text = value if isinstance(value, (str, bytes)) else json.dumps(value)
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")

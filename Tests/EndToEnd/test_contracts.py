"""Holds schemas, examples and recorded exchanges against independent libraries."""

import base64
import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jsonschema import Draft202012Validator, FormatChecker
from standardwebhooks.webhooks import Webhook

CONTRACTS = Path(__file__).parents[2] / "Contracts"
SCHEMAS = sorted((CONTRACTS / "events").glob("*.schema.json"))
EXAMPLES = sorted((CONTRACTS / "events").glob("*.example.json"))
EXCHANGES = sorted((CONTRACTS / "exchanges").glob("*/*.json"))
WEBHOOKS = sorted((CONTRACTS / "exchanges" / "standard-webhooks").glob("*.json"))


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def name(path):
    return path.name


def validator(event_type):
    schema = load(CONTRACTS / "events" / f"{event_type}.schema.json")
    return Draft202012Validator(schema, format_checker=FormatChecker())


def canonical(value):
    # Members here are ASCII and numbers whole, where this is RFC 8785.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def test_every_event_has_schema_and_example():
    assert len(SCHEMAS) >= 12
    types = [path.name.removesuffix(".schema.json") for path in SCHEMAS]
    assert types == [path.name.removesuffix(".example.json") for path in EXAMPLES]


@pytest.mark.parametrize("path", SCHEMAS, ids=name)
def test_schema_is_one(path):
    schema = load(path)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith("/" + path.name)


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_example_is_valid(path):
    example = load(path)
    assert example["type"] == path.name.removesuffix(".example.json")
    validator(example["type"]).validate(example)


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_schema_bites(path):
    example = load(path)
    check = validator(example["type"])
    for member in ["type", "timestamp", "epoch", "n", "at", "data"]:
        assert not check.is_valid({k: v for k, v in example.items() if k != member})
    assert not check.is_valid({**example, "surprise": 1})
    assert not check.is_valid({**example, "data": {**example["data"], "surprise": 1}})
    assert not check.is_valid({**example, "timestamp": "yesterday"})


@pytest.mark.parametrize("path", EXCHANGES, ids=name)
def test_exchange_sends_valid_events(path):
    exchange = load(path)
    (event,) = exchange["given"]["events"]
    for step in exchange["steps"]:
        body = json.loads(step["request"]["body"])
        validator(body["type"]).validate(body)
        assert body["type"] == event["type"]
        assert (body["epoch"], body["n"], body["at"]) == (event["epoch"], event["n"], event["at"])
        assert step["request"]["body"].endswith('"data":' + canonical(event["data"]).decode() + "}")


@pytest.mark.parametrize("path", WEBHOOKS, ids=name)
def test_signatures_are_those_of_other_libraries(path):
    exchange = load(path)
    keys = exchange["given"]["target"]["keys"]
    now = datetime.fromisoformat(exchange["given"]["now"].replace("Z", "+00:00"))
    for step in exchange["steps"]:
        fields, body = step["request"]["fields"], step["request"]["body"]
        assert fields["webhook-timestamp"] == str(int(now.timestamp()))
        entries = fields["webhook-signature"].split(" ")
        assert len(entries) == len(keys)
        for key, entry in zip(keys, entries):
            assert entry == signature(key, fields["webhook-id"], now, body)


def signature(key, event_id, now, body):
    if key.startswith("whsec_"):
        return Webhook(key).sign(event_id, now.astimezone(timezone.utc), body)
    seed = base64.b64decode(key.removeprefix("whsk_"))
    signed = f"{event_id}.{int(now.timestamp())}.{body}".encode()
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return "v1a," + base64.b64encode(private.sign(signed)).decode()


def test_a_retry_keeps_id_and_body():
    first = load(CONTRACTS / "exchanges/standard-webhooks/16-server-error.json")
    again = load(CONTRACTS / "exchanges/standard-webhooks/17-retry-new-timestamp.json")
    before, after = (exchange["steps"][0]["request"] for exchange in (first, again))
    assert before["body"] == after["body"]
    assert before["fields"]["webhook-id"] == after["fields"]["webhook-id"]
    assert before["fields"]["webhook-timestamp"] != after["fields"]["webhook-timestamp"]
    assert before["fields"]["webhook-signature"] != after["fields"]["webhook-signature"]


def test_the_digest_of_the_example_is_the_sum_of_its_records():
    records = [
        load(CONTRACTS / "events" / f"{kind}.shared.example.json")["data"]
        for kind in ("contact", "department")
    ]
    numbers = (int.from_bytes(hashlib.sha256(canonical(r)).digest(), "big") for r in records)
    total = sum(numbers) % 2**256
    checkpoint = load(CONTRACTS / "events/stream.checkpoint.example.json")["data"]
    assert checkpoint["digest"] == format(total, "064x")
    assert checkpoint["count"] == len(records)

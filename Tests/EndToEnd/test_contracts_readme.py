"""Runs the code of Contracts/README.md against the recorded exchanges."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from standardwebhooks.webhooks import Webhook

CONTRACTS = Path(__file__).parents[2] / "Contracts"
EXCHANGES = sorted((CONTRACTS / "exchanges" / "standard-webhooks").glob("*.json"))
README = (CONTRACTS / "README.md").read_text(encoding="utf-8")
BLOCKS = {
    (language, name): code
    for language, name, code in re.findall(r"```(\w+) name=(\S+)\n(.*?)```", README, re.S)
}
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def exchange(name):
    (path,) = (path for path in EXCHANGES if path.stem.endswith(name))
    return json.loads(path.read_text(encoding="utf-8"))


class Python:
    """The blocks in one module, as the page puts them together."""

    def __init__(self, folder):
        self.names = {}
        for (language, _), code in BLOCKS.items():
            if language == "python":
                exec(code, self.names)

    def handle(self, secret, fields, body, now):
        return self.names["handle"](secret, fields, body.encode(), now)

    def compare(self, body):
        result = self.names["compare"](json.loads(body))
        return result["lost"], result["same"]

    def copy(self):
        return self.names["copy"]


class Shell:
    """The blocks as scripts in one folder."""

    def __init__(self, folder):
        self.folder = folder
        for (language, name), code in BLOCKS.items():
            if language == "sh":
                (folder / f"{name}.sh").write_text(code, encoding="utf-8")

    def run(self, script, body, **variables):
        (self.folder / "body.json").write_bytes(body.encode())
        done = subprocess.run(
            ["sh", f"./{script}.sh"], cwd=self.folder, capture_output=True, text=True, timeout=60,
            env={"PATH": "/usr/bin:/bin", "body": "body.json", **variables})
        assert done.returncode == 0, done.stderr
        return done.stdout

    def handle(self, secret, fields, body, now):
        answer = self.run(
            "acknowledge", body, secret=secret, id=fields["webhook-id"], now=str(now),
            timestamp=fields["webhook-timestamp"], signature=fields["webhook-signature"])
        return int(answer.removeprefix("Status: "))

    def compare(self, body):
        lines = self.run("compare", body).splitlines()
        lost = [int(n) for line in lines if line.startswith("lost:") for n in line.split()[1:]]
        return lost, lines[-1] == "same"

    def copy(self):
        files = (self.folder / "copy").glob("*")
        return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in files}


NEEDED = [tool for tool in ("jq", "bc", "openssl") if shutil.which(tool) is None]


@pytest.fixture(params=[Python, Shell])
def receiver(request, tmp_path):
    if request.param is Shell and NEEDED:
        pytest.skip(f"the shell blocks need {', '.join(NEEDED)}")
    return request.param(tmp_path)


class Sender:
    """Signs what a test tells."""

    now = 1_795_341_602

    def __init__(self, receiver):
        self.receiver = receiver

    def tell(self, type_, epoch, n, data, event_id=None, **more):
        event_id = event_id or f"evt_{epoch}_{n}"
        event = {"type": type_, "timestamp": "2026-11-22T10:00:00Z", "epoch": epoch, "n": n,
                 "at": "at_0", **more, "data": data}
        body = json.dumps(event, ensure_ascii=False)
        moment = datetime.fromtimestamp(self.now, timezone.utc)
        signature = Webhook(SECRET).sign(event_id, moment, body)
        fields = {"webhook-id": event_id, "webhook-timestamp": str(self.now),
                  "webhook-signature": signature}
        return self.receiver.handle(SECRET, fields, body, self.now), body


def contact(name, record="con_a"):
    return {"contract": 1, "id": record, "kind": "contact", "name": name}


@pytest.fixture
def sender(receiver):
    return Sender(receiver)


def test_no_block_is_longer_than_the_page_promises():
    assert len(BLOCKS) == 12
    for code in BLOCKS.values():
        lines = [line for line in code.splitlines() if line.strip()]
        assert len([line for line in lines if not line.startswith(("import ", "from "))]) <= 10


@pytest.mark.parametrize("path", EXCHANGES, ids=lambda path: path.name)
def test_recorded_requests_verify(path, tmp_path):
    recorded = json.loads(path.read_text(encoding="utf-8"))
    request = recorded["steps"][0]["request"]
    now = int(request["fields"]["webhook-timestamp"])
    python = Python(tmp_path).names
    for key in recorded["given"]["target"]["keys"]:
        if key.startswith("whsec_"):
            python["verify"](key, request["fields"], request["body"].encode(), now)
        else:
            check = python["verify_ed25519"]
            check(public(key), request["fields"], request["body"].encode(), now)
            with pytest.raises(ValueError):
                check(public(key), request["fields"], request["body"].encode() + b" ", now)


def public(key):
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key.removeprefix("whsk_")))
    raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "whpk_" + base64.b64encode(raw).decode()


@pytest.mark.parametrize("name", ["01-shared", "two-secrets", "chinese-text", "mixed-keys"])
def test_a_recorded_request_is_taken(receiver, name):
    recorded = exchange(name)
    request, key = recorded["steps"][0]["request"], recorded["given"]["target"]["keys"][0]
    now = int(request["fields"]["webhook-timestamp"])
    assert receiver.handle(key, request["fields"], request["body"], now) == 204
    data = json.loads(request["body"])["data"]
    assert receiver.copy() == {data["id"]: data}


def test_what_does_not_verify_is_answered_401(receiver):
    request = exchange("01-shared")["steps"][0]["request"]
    now = int(request["fields"]["webhook-timestamp"])
    for secret, body, when in [
        (SECRET, request["body"] + " ", now),
        (SECRET, request["body"], now + 301),
        (SECRET, request["body"], now - 301),
        ("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", request["body"], now),
    ]:
        assert receiver.handle(secret, request["fields"], body, when) == 401
    assert receiver.copy() == {}


def test_repeats_and_older_states_change_nothing(sender, receiver):
    assert sender.tell("contact.shared", 5, 2, contact("New"))[0] == 204
    assert sender.tell("contact.shared", 5, 2, contact("New"))[0] == 204
    assert sender.tell("contact.shared", 5, 1, contact("Old"))[0] == 204
    assert receiver.copy() == {"con_a": contact("New")}
    assert sender.tell("contact.updated", 6, 1, contact("Newest"), changed=["name"])[0] == 204
    assert sender.tell("contact.shared", 5, 9, contact("Late"))[0] == 204
    assert receiver.copy() == {"con_a": contact("Newest")}
    assert sender.tell("contact.unshared", 6, 10, {"contract": 1, "id": "con_a"})[0] == 204
    assert sender.tell("contact.shared", 6, 9, contact("Late"))[0] == 204
    assert receiver.copy() == {}


def test_a_fact_changes_nothing(sender, receiver):
    assert sender.tell("partner.suspended", 5, 1, {"id": "org_a"})[0] == 204
    assert receiver.copy() == {}


def checkpoint(sender, n, records, excepted=(), epoch=5, has_digest=True):
    total = 0
    for record in records:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        total += int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    data = {"contract": 1, "through": n - 1, "count": len(records), "excepted": list(excepted)}
    if has_digest:
        data["digest"] = format(total % 2**256, "064x")
    status, body = sender.tell("stream.checkpoint", epoch, n, data)
    assert status == 204
    return body


def test_an_equal_copy_is_found_equal(sender, receiver):
    assert receiver.copy() == {}
    assert receiver.compare(checkpoint(sender, 1, [])) == ([], True)
    people = [contact(name, f"con_{i}") for i, name in enumerate(["Ann", "张伟", "Bob", "Eve"])]
    for i, record in enumerate(people):
        sender.tell("contact.shared", 5, i + 2, record)
    assert receiver.compare(checkpoint(sender, 6, people)) == ([], True)


def test_a_loss_is_found_and_a_replaced_number_is_none(sender, receiver):
    sender.tell("contact.shared", 5, 1, contact("Ann"))
    sender.tell("contact.shared", 5, 5, contact("Bob", "con_b"), replaces=[3])
    both = [contact("Ann"), contact("Bob", "con_b")]
    assert receiver.compare(checkpoint(sender, 6, both)) == ([2, 4], True)
    assert receiver.compare(checkpoint(sender, 7, both[:1], ["con_b"])) == ([], True)
    assert receiver.compare(checkpoint(sender, 8, both[:1])) == ([2, 4], False)


def test_without_a_digest_the_count_is_compared(sender, receiver):
    sender.tell("contact.shared", 5, 1, contact("Ann"))
    other = [contact("Bob")]
    assert receiver.compare(checkpoint(sender, 2, other, has_digest=False)) == ([], True)
    assert receiver.compare(checkpoint(sender, 3, [], has_digest=False)) == ([], False)

"""A partner's system, written with other people's libraries: it verifies, applies and acknowledges."""

import base64
import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook


# The second follows a whole view.
CHECKPOINTS = "stream.checkpoint", "view.in_sync"


class Server(ThreadingHTTPServer):
    """Says nothing of a sender that went away, as a killed one does."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


class Receiver:
    """Applies events by the receiver's contract: a record only ever moves forward by (epoch, n)."""

    def __init__(self, secret=None, public_key=None, answer=204):
        self.secret = secret
        self.public_key = public_key
        self.answer = answer
        self.lock = threading.Lock()
        self.events = []
        self.bodies = []
        self.copy = {}
        self.applied = {}
        self.numbers = {}
        self.seen = set()
        self.losses = []
        self.problems = []
        self.open = set()
        self.server = Server(("127.0.0.1", 0), self.handler())
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/hooks"

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def handler(self):
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                status = receiver.take(body, dict(self.headers))
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        return Handler

    def take(self, body, headers):
        try:
            self.verify(body, headers)
            event = json.loads(body)
        except Exception as error:  # a bad signature is a finding, not a crash of the receiver
            self.problems.append(f"{type(error).__name__}: {error}")
            return 400
        status = self.answer(event) if callable(self.answer) else self.answer
        record = event["data"].get("id")
        with self.lock:
            if record in self.open:
                self.problems.append(f"two requests open for {record}")
            self.open.add(record)
            try:
                self.bodies.append(body)
                if 200 <= status < 300:
                    self.apply(headers["webhook-id"], event)
            finally:
                self.open.discard(record)
        return status

    def verify(self, body, headers):
        lower = {name.lower(): value for name, value in headers.items()}
        if self.secret:
            Webhook(self.secret).verify(body.decode(), lower)
        if self.public_key:
            key = Ed25519PublicKey.from_public_bytes(
                base64.b64decode(self.public_key.removeprefix("whpk_")))
            signed = f"{lower['webhook-id']}.{lower['webhook-timestamp']}.".encode() + body
            entries = [entry for entry in lower["webhook-signature"].split(" ")
                       if entry.startswith("v1a,")]
            assert entries, "no v1a signature"
            key.verify(base64.b64decode(entries[0].removeprefix("v1a,")), signed)

    def apply(self, event_id, event):
        epoch, n = event["epoch"], event["n"]
        received = self.numbers.setdefault(epoch, set())
        received.add(n)
        received.update(event.get("replaces", []))
        self.events.append((event_id, event))
        if event["type"] in CHECKPOINTS:
            self.check(event)
            return
        if event_id in self.seen:
            return
        self.seen.add(event_id)
        kind, step = event["type"].rsplit(".", 1)
        if kind not in ("contact", "department", "link"):
            return
        record = event["data"]["id"]
        if (epoch, n) <= self.applied.get(record, (0, 0)):
            return
        self.applied[record] = (epoch, n)
        if step == "unshared":
            self.copy.pop(record, None)
        else:
            self.copy[record] = event["data"]

    def check(self, event):
        data, received = event["data"], self.numbers[event["epoch"]]
        missing = [n for n in range(1, data["through"] + 1) if n not in received]
        if missing and not data["excepted"]:
            self.losses.append((event["epoch"], missing))
        if not data["excepted"]:
            count, digest = self.sum()
            if (count, digest) != (data["count"], data.get("digest", digest)):
                self.problems.append(f"the copy differs at checkpoint {event['n']}")

    def sum(self):
        total = 0
        for row in self.copy.values():
            total += int.from_bytes(hashlib.sha256(canonical(row)).digest(), "big")
        return len(self.copy), f"{total % 2**256:064x}"

    def checkpoints(self):
        with self.lock:
            return [event for _, event in self.events if event["type"] in CHECKPOINTS]

    def of_type(self, name):
        with self.lock:
            return [event for _, event in self.events if event["type"] == name]

    def snapshot(self):
        with self.lock:
            return dict(self.copy)


def canonical(value):
    """RFC 8785 for what events carry: no numbers but small integers, names in ASCII."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

"""How requests travel: TLS with an authority of one's own, HTTP/1.1 unless asked otherwise, HTTP/2."""

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler

import pytest

from authority import Authority
from gateway import wait_for
from receiver import Receiver, Server
from receiver_http2 import HTTP2Receiver
from world import World

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
def trusting(gateway, authority):
    """The gateway, which trusts the tests' authority besides the system's."""
    gateway.end()
    gateway.serve(options=("--ca-file", authority.path))
    return gateway


class TLSReceiver(Receiver):
    """Speaks HTTP/1.1 behind TLS, and notes what protocol was agreed on."""

    def __init__(self, secret, context):
        super().__init__(secret)
        self.versions = []
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        handler, versions = self.server.RequestHandlerClass, self.versions

        class Noting(handler):
            def do_POST(self):
                versions.append((self.connection.selected_alpn_protocol(), self.request_version))
                super().do_POST()

        self.server.RequestHandlerClass = Noting

    @property
    def url(self):
        return super().url.replace("http:", "https:")


@pytest.fixture
def closing():
    made = []

    def keep(receiver):
        made.append(receiver)
        return receiver

    yield keep
    for one in made:
        one.close()


def people(world, count):
    for n in range(count):
        world.contact(f"p{n}", name=f"Person {n}")
    world.rule()


def failures(client, endpoint):
    return [one for one in client.all(f"/v1/endpoints/{endpoint['id']}/attempts")
            if one["outcome"] != "delivered"]


def test_an_endpoint_is_spoken_to_in_http_1_unless_told_otherwise(trusting, authority, closing):
    world = World(trusting)
    _, dealer = world.dealer("suzhou")
    people(world, 2)
    hook = closing(TLSReceiver(SECRET, authority.context(protocols=("h2", "http/1.1"))))
    world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: len(hook.snapshot()) == 3, what="the snapshot")
    assert set(hook.versions) == {("http/1.1", "HTTP/1.1")}
    assert hook.problems == []


def test_http2_carries_several_records_at_once_on_one_connection(trusting, authority, closing):
    world = World(trusting)
    _, dealer = world.dealer("suzhou")
    people(world, 12)
    hook = closing(HTTP2Receiver(SECRET, authority.context(protocols=("h2",)), together=4))
    endpoint = world.endpoint(
        dealer, hook, secret=SECRET, transport={"version": "http/2", "parallel_requests": 6})
    assert dealer.get(f"/v1/endpoints/{endpoint['id']}")["transport"]["version"] == "http/2"
    wait_for(lambda: len(hook.snapshot()) == 13, what="the snapshot")
    assert hook.protocols == ["h2"], "one connection"
    assert 4 <= hook.widest <= 6, "no more at once than the endpoint says"
    assert hook.problems == [] and hook.losses == []
    assert failures(dealer, endpoint) == []


def test_http2_is_an_offer_that_the_other_side_may_decline(trusting, authority, closing):
    world = World(trusting)
    _, dealer = world.dealer("suzhou")
    people(world, 1)
    hook = closing(TLSReceiver(SECRET, authority.context(protocols=("http/1.1",))))
    world.endpoint(dealer, hook, secret=SECRET, transport={"version": "http/2"})
    wait_for(lambda: len(hook.snapshot()) == 2, what="the snapshot")
    assert set(hook.versions) == {("http/1.1", "HTTP/1.1")}


def test_a_status_that_came_counts_although_the_stream_then_breaks(trusting, authority, closing):
    world = World(trusting)
    _, dealer = world.dealer("suzhou")
    people(world, 5)
    hook = closing(HTTP2Receiver(SECRET, authority.context(protocols=("h2",)), breaks="later"))
    endpoint = world.endpoint(dealer, hook, secret=SECRET, transport={"version": "http/2"})
    wait_for(lambda: hook.checkpoints(), what="the checkpoint")
    assert len(hook.snapshot()) == 6
    assert failures(dealer, endpoint) == []
    ids = [event_id for event_id, _ in hook.events]
    assert len(ids) == len(set(ids)), "nothing was sent twice"


def test_a_status_that_is_lost_with_its_stream_is_asked_for_again(trusting, authority, closing):
    world = World(trusting)
    _, dealer = world.dealer("suzhou")
    people(world, 3)
    hook = closing(HTTP2Receiver(SECRET, authority.context(protocols=("h2",)), breaks="at once"))
    world.endpoint(dealer, hook, secret=SECRET, transport={"version": "http/2"})
    wait_for(lambda: hook.checkpoints(), what="the checkpoint")
    assert len(hook.snapshot()) == 4
    assert hook.problems == [] and hook.losses == []
    sent = {}
    for event_id, event in hook.events:
        assert sent.setdefault(event_id, event)["data"] == event["data"], "a repeat is the same"


@pytest.mark.parametrize("trusts, host, word", [
    (False, "127.0.0.1", "certificate"),
    (True, "127.0.0.2", "127.0.0.1"),
    (True, "partner.example", "127.0.0.1"),
])
def test_an_unknown_authority_or_a_wrong_name_is_sent_nothing(
        gateway, authority, tmp_path, closing, trusts, host, word):
    gateway.end()
    gateway.serve(options=("--ca-file", (authority if trusts else Authority(tmp_path, "Other")).path))
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    people(world, 1)
    hook = closing(TLSReceiver(SECRET, authority.context(host)))
    endpoint = world.endpoint(dealer, hook, secret=SECRET)
    failed = wait_for(lambda: failures(dealer, endpoint), what="a refused connection")
    assert all(one["status"] is None for one in failed)
    assert word in failed[0]["excerpt"]
    assert hook.bodies == [] and hook.versions == []


def test_the_command_line_trusts_what_it_is_told(gateway, authority):
    class API(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps({"items": [], "next": None}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = Server(("127.0.0.1", 0), API)
    server.socket = authority.context().wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"https://127.0.0.1:{server.server_address[1]}"
    told = ("chain", "list", "--url", url, "--key", "x", "--json")
    try:
        assert json.loads(gateway.run(*told, "--ca-file", authority.path).stdout)["items"] == []
        refused = gateway.run(*told, check=False)
        assert refused.returncode == 1 and "TLS" in refused.stderr
    finally:
        server.shutdown()
        server.server_close()


def test_a_file_without_a_certificate_is_refused_at_the_start(gateway, tmp_path):
    empty = tmp_path / "empty.pem"
    empty.write_text("nothing")
    for path in (empty, tmp_path / "missing.pem"):
        refused = gateway.run(
            "chain", "list", "--url", gateway.url, "--ca-file", path, check=False)
        assert refused.returncode == 1 and path.name in refused.stderr

"""Partners that ask for their events: woken by the commit, at least once, by the same contract."""

import io
import json
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error

import pytest
import requests

from gateway import BINARY, wait_for
from puller import Puller
from test_contracts_readme import NEEDED, Python, Shell
from world import World

WAITING = int(os.environ.get("WEIR_WAITING", "1000"))


def pulled(client, code="asking"):
    return client.post("/v1/endpoints", {"code": code, "transport": {"kind": "pull"}})


def puller(gateway, client, code="asking"):
    key = client.session.headers["Authorization"].removeprefix("Bearer ")
    return Puller(gateway.url, key, pulled(client, code)["id"])


def view(client):
    return {record["id"]: record for record in client.all("/v1/view?limit=200")}


def test_a_copy_follows_the_view(gateway):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contacts = [world.contact(f"c{n}") for n in range(30)]
    world.rule()
    partner = puller(gateway, dealer)
    partner.drain(limit=7)
    assert partner.copy == view(dealer) and len(partner.copy) >= 30
    world.brand.patch(f"/v1/contacts/{contacts[0]['id']}", {"name": "李雷"})
    world.brand.delete(f"/v1/contacts/{contacts[1]['id']}")
    partner.drain(limit=7)
    assert partner.copy == view(dealer)
    attempts = dealer.get(f"/v1/endpoints/{partner.endpoint}/attempts")["items"]
    assert attempts and all(attempt["outcome"] == "delivered" for attempt in attempts)
    verbs = {event["type"] for _, event in partner.events}
    assert {"contact.shared", "contact.updated", "contact.unshared", "view.in_sync"} <= verbs


def test_nothing_of_it_shows_a_common_number(gateway):
    world = World(gateway)
    sides = [world.dealer(code)[1] for code in ("suzhou", "wuxi")]
    world.contact("zhang")
    world.rule()
    partners = [puller(gateway, side) for side in sides]
    answers = [partner.ask().json() for partner in partners]
    for left in answers[0]["events"]:
        for right in answers[1]["events"]:
            assert left["id"] != right["id"]
            assert left["event"]["at"] != right["event"]["at"]
    # Neither can use what the other was given, and it is not told apart from nonsense.
    foreign = partners[0].ask(after=answers[1]["next"])
    assert foreign.status_code == 400
    assert foreign.json() == partners[0].ask(after="nonsense").json()


def threads(gateway):
    return len(os.listdir(f"/proc/{gateway.process.pid}/task"))


def ask_without_reading(gateway, path, key):
    connection = socket.create_connection(("127.0.0.1", gateway.port))
    connection.sendall(
        f"GET {path} HTTP/1.1\r\nHost: weir\r\nAuthorization: Bearer {key}\r\n\r\n".encode())
    return connection


def read_answer(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                  if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += connection.recv(65_536)
    return int(head.split(b" ")[1]), json.loads(body)


def test_many_wait_without_threads_and_one_commit_wakes_them(gateway):
    world = World(gateway)
    world.contact("zhang")
    commands = [{"method": "POST", "path": "/v1/endpoints",
                 "body": {"code": f"e{n}", "transport": {"kind": "pull"}}} for n in range(WAITING)]
    endpoints = [result["body"]["id"] for result in
                 world.brand.act("/v1/batch", {"commands": commands})["results"]]
    partners = [Puller(gateway.url, gateway.key, endpoint) for endpoint in endpoints]
    for partner in partners:
        while partner.pull():
            pass
    idle = threads(gateway)
    waiting = [
        ask_without_reading(
            gateway, f"/v1/changes?endpoint={partner.endpoint}&after={partner.after}&wait=30",
            gateway.key)
        for partner in partners]
    # A request that is answered after them has come in after them.
    time.sleep(1)
    assert threads(gateway) == idle
    started = time.monotonic()
    new = world.contact("new")
    for connection in waiting:
        status, answer = read_answer(connection)
        assert status == 200
        assert [item["event"]["data"]["code"] for item in answer["events"]] == [new["code"]]
        connection.close()
    took = time.monotonic() - started
    assert took < 25, "they were not woken, their wait was over"
    assert threads(gateway) == idle
    print(f"{WAITING} waiting clients woken and answered in {took:.2f} s, {idle} threads")


def test_killed_and_asked_again(gateway):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contacts = [world.contact(f"c{n:02d}", name="v00000000") for n in range(20)]
    world.rule()
    partner = puller(gateway, dealer)
    is_over = threading.Event()
    newest = {}

    def write():
        client, value = gateway.client(), 0
        while not is_over.is_set():
            value += 1
            contact = contacts[value % len(contacts)]
            try:
                response = client.request(
                    "PATCH", f"/v1/contacts/{contact['id']}", {"name": f"v{value:08d}"})
                if response.status_code == 200:
                    newest[contact["code"]] = f"v{value:08d}"
            except requests.RequestException:
                time.sleep(0.02)

    def ask():
        asked = 0
        while not is_over.is_set():
            try:
                answer = partner.ask(wait=1, limit=5, timeout=10)
            except requests.RequestException:
                time.sleep(0.02)
                continue
            asked += 1
            # Every third answer is lost on its way: its place is never kept.
            if answer.status_code != 503 and asked % 3:
                partner.take(answer)

    workers = [threading.Thread(target=write, daemon=True), threading.Thread(target=ask, daemon=True)]
    for worker in workers:
        worker.start()
    for _ in range(6):
        time.sleep(0.7)
        gateway.end(signal.SIGKILL)
        gateway.serve()
    is_over.set()
    for worker in workers:
        worker.join(timeout=30)
    place = partner.after
    gateway.end(signal.SIGKILL)
    gateway.serve()
    # The place of before the kill is good after it.
    assert partner.ask(after=place).status_code == 200
    partner.drain()
    assert partner.copy == view(dealer)
    names = {record["code"]: record["name"] for record in partner.copy.values()
             if record["kind"] == "contact"}
    for code, name in newest.items():
        assert names[code] >= name, f"{code} was lost"


def test_a_copy_that_was_set_back_begins_anew_also_after_a_restart(gateway):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    for n in range(10):
        world.contact(f"c{n}")
    world.rule()
    partner = puller(gateway, dealer)
    partner.pull(limit=3)
    backup = partner.after
    partner.drain()
    assert partner.ask(after=backup).status_code == 410
    # What is acknowledged is durable with the cursor.
    time.sleep(1)
    gateway.end(signal.SIGKILL)
    gateway.serve()
    gone = partner.ask(after=backup)
    assert gone.status_code == 410
    assert gone.headers["Link"] == (
        f'<{gone.json()["snapshot"]}>; rel="https://weir.example/relations/snapshot"')
    assert partner.ask(wait=0).status_code == 200
    dealer.act(gone.json()["snapshot"], expect=202)
    partner.begin()
    partner.drain()
    assert partner.copy == view(dealer)


def test_push_and_pull_have_the_same(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contacts = [world.contact(f"c{n}") for n in range(10)]
    world.rule()
    hook = receiver(None)
    world.endpoint(dealer, hook)
    partner = puller(gateway, dealer)
    for n, contact in enumerate(contacts):
        partner.pull()
        world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": f"n{n}"})
    partner.drain()
    wait_for(lambda: hook.snapshot() == partner.copy, what="equality of both copies")
    bodies = {json.dumps(json.loads(body)["data"]) for body in hook.bodies}
    last = {event["data"]["id"]: event for _, event in partner.events if "id" in event["data"]}
    assert all(json.dumps(event["data"]) in bodies for event in last.values())


def test_a_terminated_partner_cannot_ask_and_its_endpoint_ends(gateway):
    world = World(gateway)
    partner, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    asking = puller(gateway, dealer)
    assert asking.pull()
    status = world.brand.get("/v1/status/endpoints")["items"]
    assert [item["reason"] for item in status] == [
        "its party has not asked for all of it, or not acknowledged it"]
    world.brand.act(f"/v1/partners/{partner['id']}/terminate")
    assert asking.ask().status_code == 401
    path = f"/v1/endpoints?party={partner['id']}"
    ended = wait_for(
        lambda: [item for item in world.brand.all(path) if item["state"] == "disabled"],
        what="the end of the endpoint")
    assert "cannot ask any more" in ended[0]["disabled_reason"]


def test_the_page_for_developers_asks(gateway, tmp_path):
    world = World(gateway)
    world.contact("zhang", name="张 \\n 伟")
    endpoint = pulled(world.brand)["id"]
    page = Python(tmp_path).names
    after = None
    for _ in range(4):
        after = page["ask"](gateway.url, gateway.key, endpoint, after, wait=0)
    assert page["copy"] == view(world.brand)
    with pytest.raises(urllib.error.HTTPError) as refused:
        page["ask"](gateway.url, gateway.key, endpoint, None, wait=0)
    assert refused.value.code == 410
    page["begin_anew"](gateway.url, gateway.key, refused.value)
    assert page["copy"] == {}
    after = page["ask"](gateway.url, gateway.key, endpoint, None, wait=5)
    assert page["copy"] == view(world.brand)
    if not NEEDED:
        page["begin_anew"](gateway.url, gateway.key, as_refusal(endpoint))
        shell = Shell(tmp_path)
        for _ in range(3):
            shell.run("ask", "", url=gateway.url, key=gateway.key, endpoint=endpoint, wait="1")
        assert shell.copy() == view(world.brand)


def as_refusal(endpoint):
    return io.StringIO(json.dumps({"snapshot": f"/v1/endpoints/{endpoint}/snapshot"}))


def test_the_command_follows(gateway, tmp_path):
    world = World(gateway)
    world.contact("zhang")
    pulled(world.brand)
    place = tmp_path / "place"
    environment = os.environ | {"WEIR_URL": gateway.url, "WEIR_KEY": gateway.key}
    first = gateway.run("changes", "--after-file", place, env=environment).stdout.splitlines()
    assert {json.loads(line)["event"]["type"] for line in first} == {
        "contact.shared", "department.shared", "view.in_sync"}
    assert gateway.run("changes", "--after-file", place, env=environment).stdout == ""
    following = subprocess.Popen(
        [BINARY, "changes", "--follow", "--after-file", place], env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        world.contact("new")
        line = json.loads(following.stdout.readline())
        assert line["event"]["data"]["code"] == "new"
        # A gateway that is away for a moment ends nothing.
        gateway.end()
        gateway.serve()
        world.contact("later")
        while json.loads(following.stdout.readline())["event"]["data"].get("code") != "later":
            pass
    finally:
        following.kill()
        following.wait(timeout=10)
    lost = gateway.run("changes", check=False, env=environment)
    assert lost.returncode == 1 and "410" in lost.stderr
    gateway.run("endpoint", "snapshot", "asking", env=environment)
    again = gateway.run("changes", env=environment)
    assert "later" in again.stdout and "--after" in again.stderr

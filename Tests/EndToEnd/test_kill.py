"""kill -9 at random moments, with requests in flight: nothing acknowledged is lost, order holds."""

import base64
import os
import random
import signal
import threading
import time
import uuid

import requests

from gateway import wait_for
from world import World

CYCLES = int(os.environ.get("WEIR_KILL_CYCLES", "50"))
SEED = int(os.environ.get("WEIR_SEED", "20261122"))
SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


class Load:
    """Writers that raise a counter in one contact each and note what was acknowledged."""

    def __init__(self, world, contacts):
        self.world = world
        self.contacts = contacts
        self.acknowledged = {contact["id"]: 0 for contact in contacts}
        self.sent = {contact["id"]: 0 for contact in contacts}
        self.is_over = threading.Event()
        self.in_flight = 0
        self.threads = [
            threading.Thread(target=self.write, args=(contacts[n::8],), daemon=True)
            for n in range(8)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.is_over.set()
        for thread in self.threads:
            thread.join(timeout=60)

    def write(self, contacts):
        client = self.world.gateway.client()
        while not self.is_over.is_set():
            for contact in contacts:
                self.raise_counter(client, contact["id"])
                if self.is_over.is_set():
                    return

    def raise_counter(self, client, record):
        """One change, repeated under one key until its outcome is known."""
        value = self.sent[record] = self.sent[record] + 1
        key = str(uuid.uuid4())
        while True:
            try:
                response = client.request(
                    "PATCH", f"/v1/contacts/{record}", {"name": f"v{value:08d}"},
                    headers={"Idempotency-Key": key})
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if response.status_code == 200:
                self.acknowledged[record] = value
                return
            assert response.status_code in (409, 503), response.text
            time.sleep(0.05)


def versions_never_go_back(receiver):
    newest = {}
    for row_id, value in receiver.history:
        assert value >= newest.get(row_id, ""), f"{row_id} went back to {value}"
        newest[row_id] = value


def test_killed_at_random_moments(gateway, receiver):
    chance = random.Random(SEED)
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contacts = [world.contact(f"c{n:03d}", name="v00000000") for n in range(64)]
    world.rule()
    hooks = []
    for name, client in (("first", dealer), ("second", dealer), ("crm", world.brand)):
        hook = receiver(SECRET)
        hook.history = []
        applied = hook.apply

        def apply(event_id, event, hook=hook, applied=applied):
            applied(event_id, event)
            if event["type"].startswith("contact."):
                row = hook.copy.get(event["data"]["id"])
                if row:
                    hook.history.append((row["id"], row["name"]))

        hook.apply = apply
        world.endpoint(client, hook, code=name, secret=SECRET)
        hooks.append(hook)
    load = Load(world, contacts)
    load.start()
    for cycle in range(CYCLES):
        time.sleep(chance.uniform(0.05, 1.2))
        gateway.end(signal.SIGKILL)
        gateway.serve()
    load.stop()

    for contact in contacts:
        name = world.brand.get(f"/v1/contacts/{contact['id']}")["name"]
        assert int(name[1:]) >= load.acknowledged[contact["id"]], "an acknowledged write is lost"
    expected = {world.brand.get(f"/v1/contacts/{contact['id']}")["name"] for contact in contacts}
    for hook in hooks:
        def is_equal(hook=hook):
            rows = [row for row in hook.snapshot().values() if row["kind"] == "contact"]
            return len(rows) == len(contacts) and {row["name"] for row in rows} == expected

        wait_for(is_equal, bound=60, what="equality of a copy with its view")
        versions_never_go_back(hook)
        assert hook.problems == [] and hook.losses == []
    total = sum(load.acknowledged.values())
    events = sum(len(hook.events) for hook in hooks)
    repeats = sum(len(hook.events) - len({event_id for event_id, _ in hook.events}) for hook in hooks)
    print(f"{CYCLES} kills, {total} acknowledged writes, {events} events, {repeats} repeats")
    gateway.end()
    verified = gateway.run("verify", "--store", gateway.store, "--json", check=False)
    assert verified.returncode == 0, verified.stderr

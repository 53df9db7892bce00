"""Rules with a window and agreements with a term: they open and end by themselves, also across a kill -9."""

import base64
import datetime
import os
import signal
import time

from gateway import wait_for
from world import World

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


def moment(seconds):
    """So many seconds from now, as the API takes times."""
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def stand(gateway, receiver, window):
    """A dealer that is to see two contacts by a rule with a window, and nothing else."""
    hook = receiver(SECRET)
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    for number in range(2):
        world.contact(f"c{number}")
    world.endpoint(dealer, hook, secret=SECRET)
    rule = world.brand.post("/v1/rules", {
        "code": "sales-to-east", "effect": "allow", "window": window,
        "seen": {"departments": [world.sales["id"]]},
        "seen_by": {"groups": [world.region["id"]]},
        "fields": {"classes": {"public": "clear", "business": "clear"}}})
    return world, hook, rule


def phase(world, rule):
    return world.brand.get(f"/v1/rules/{rule['id']}")["phase"]


def contacts(hook):
    return [row for row in hook.snapshot().values() if row["kind"] == "contact"]


def test_a_rule_opens_and_ends_by_itself(gateway, receiver):
    window = {"from": moment(2), "until": moment(4)}
    world, hook, rule = stand(gateway, receiver, window)
    assert rule["phase"] == "waiting"
    assert rule["window"] == window
    assert not hook.of_type("contact.shared")
    wait_for(lambda: len(contacts(hook)) == 2, what="the rule to open")
    wait_for(lambda: not hook.snapshot(), what="the rule to end")
    assert phase(world, rule) == "ended"
    assert not hook.problems


def test_killed_across_the_end_it_has_ended_before_anything_is_sent(gateway, receiver):
    world, hook, rule = stand(gateway, receiver, {"until": moment(6)})
    wait_for(lambda: len(contacts(hook)) == 2, what="the snapshot")
    assert phase(world, rule) == "open"
    gateway.end(signal.SIGKILL)
    with hook.lock:
        told = len(hook.events)
    until = datetime.datetime.fromisoformat(rule["window"]["until"].replace("Z", "+00:00"))
    wait_for(lambda: time.time() > until.timestamp(), what="the end of the window")
    gateway.serve()
    # A gateway that answers has settled what was due.
    assert phase(world, rule) == "ended"
    wait_for(lambda: not hook.snapshot(), what="everything to be withdrawn")
    with hook.lock:
        later = [event["type"] for _, event in hook.events[told:]]
    assert not [name for name in later if name.endswith((".shared", ".updated"))], later
    assert not hook.problems


def test_an_agreement_ends_while_the_gateway_is_down(gateway, receiver):
    hook = receiver(SECRET)
    world = World(gateway)
    partner, dealer = world.dealer("suzhou")
    for number in range(2):
        world.contact(f"c{number}")
    world.rule(public="clear")
    world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: len(contacts(hook)) == 2, what="the snapshot")
    until = time.time() + 6
    agreement = world.brand.post("/v1/agreements", {
        "partner": partner["id"], "purposes": ["service"], "term": {"until": moment(6)},
        "ceiling": {"classes": {"public": "clear"}}})
    assert agreement["phase"] == "open"
    wait_for(lambda: world.brand.get("/v1/status")["endpoints"]["behind"] == 0, what="quiet")
    gateway.end(signal.SIGKILL)
    with hook.lock:
        told = len(hook.events)
    wait_for(lambda: time.time() > until, what="the end of the term")
    gateway.serve()
    assert world.brand.get(f"/v1/agreements/{agreement['id']}")["phase"] == "ended"
    wait_for(lambda: not contacts(hook), what="everything to be withdrawn")
    with hook.lock:
        later = [event["type"] for _, event in hook.events[told:]]
    assert not [name for name in later if name in ("contact.shared", "contact.updated")], later
    assert not hook.problems


def test_a_window_is_moved_and_taken_away(gateway, receiver):
    world, hook, rule = stand(gateway, receiver, {"from": moment(3600)})
    path = f"/v1/rules/{rule['id']}"
    opened = world.brand.patch(path, {"window": {"from": None, "until": moment(3600)}})
    assert opened["phase"] == "open"
    wait_for(lambda: len(contacts(hook)) == 2, what="the rule to open")
    cleared = world.brand.patch(path, {"window": None})
    assert (cleared["window"], cleared["phase"]) == (None, "open")
    refused = world.brand.request("PATCH", path, {"window": {"until": moment(-1)}}, expect=422)
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/window/until"]


def test_the_command_line_says_what_a_time_looks_like(gateway):
    result = gateway.run(
        "rule", "create", "--code", "r1", "--effect", "allow", "--kind", "dealer",
        "--position", "Clerk", "--until", "next week", check=False,
        env={**os.environ, "WEIR_URL": gateway.url, "WEIR_KEY": gateway.key})
    assert result.returncode != 0
    assert "2026-12-31T18:00:00Z" in result.stderr

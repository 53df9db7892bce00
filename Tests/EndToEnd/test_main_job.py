"""The main job: a contact changes upstream, and a dealer's own webhook hears of it."""

import base64
import json
import os

import jsonschema
import pytest

from gateway import wait_for
from world import World

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def schemas(contracts):
    found = {}
    for path in (contracts / "events").glob("*.schema.json"):
        found[path.name.removesuffix(".schema.json")] = json.loads(path.read_text())
    return found


def test_a_change_upstream_arrives_signed_at_the_dealers_webhook(gateway, receiver, schemas):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    zhang = world.contact("zhang", phones=["+86 138 1234 5678"], emails=["zhang@huacheng.example"])
    world.contact("li", name="李娜", department=world.hidden)
    world.rule()
    hook = receiver(SECRET)
    endpoint = world.endpoint(dealer, hook, secret=SECRET)

    wait_for(lambda: len(hook.snapshot()) == 2, what="the snapshot")
    shared = hook.of_type("contact.shared")[0]
    assert shared["data"]["name"] == "张伟"
    assert shared["data"]["phones"] == ["861****5678"]
    assert shared["data"]["id"] != zhang["id"], "a partner has ids of its own"

    world.brand.patch(f"/v1/contacts/{zhang['id']}", {"emails": ["zw@huacheng.example"]})
    updated = wait_for(lambda: hook.of_type("contact.updated"), what="the update")[0]
    assert updated["changed"] == ["emails"]
    assert updated["data"]["emails"] == ["zw@huacheng.example"]

    attempts = wait_for(
        lambda: [one for one in dealer.all(f"/v1/endpoints/{endpoint['id']}/attempts")
                 if one["type"] == "contact.updated"], what="the attempt log")
    assert attempts[0]["status"] == 204 and attempts[0]["outcome"] == "delivered"
    wait_for(lambda: hook.checkpoints(), what="the checkpoint")
    assert hook.problems == [] and hook.losses == []
    for body in hook.bodies:
        event = json.loads(body)
        jsonschema.validate(event, schemas[event["type"]])


def test_a_checkpoint_comes_when_it_is_asked_for(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    hook = receiver(SECRET)
    endpoint = world.endpoint(dealer, hook, secret=SECRET, checkpoint_digest=False)
    first = wait_for(lambda: hook.checkpoints(), what="the one after the snapshot")
    assert first[0]["data"]["count"] == 2 and "digest" not in first[0]["data"]

    path = f"/v1/endpoints/{endpoint['id']}/checkpoint"
    dealer.post(path, {"digest": True}, expect=202)
    wait_for(lambda: len(hook.checkpoints()) == 2, what="the one asked for")
    gateway.run("endpoint", "checkpoint", "suzhou/hook", "--url", gateway.url, "--key", gateway.key)
    wait_for(lambda: len(hook.checkpoints()) == 3, what="the one by command")
    asked = hook.checkpoints()
    assert "digest" in asked[1]["data"] and "digest" not in asked[2]["data"]
    assert hook.problems == [] and hook.losses == []


def test_what_leaves_the_view_is_withdrawn_completely(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    people = [world.contact(f"p{n}", name=f"Person {n}") for n in range(5)]
    rule = world.rule()
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: len(hook.snapshot()) == 6, what="the snapshot")

    world.brand.patch(
        f"/v1/contacts/{people[0]['id']}",
        {"departments": [{"department": world.hidden["id"]}]})
    wait_for(lambda: len(hook.snapshot()) == 5, what="the removal of one")
    world.brand.delete(f"/v1/contacts/{people[1]['id']}")
    wait_for(lambda: len(hook.snapshot()) == 4, what="the removal of another")
    world.brand.delete(f"/v1/rules/{rule['id']}")
    wait_for(lambda: not hook.snapshot(), what="the withdrawal of all")
    assert hook.problems == []


def test_two_secrets_overlap_and_ed25519_verifies(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contact = world.contact("zhang")
    world.rule()
    old = receiver(SECRET)
    endpoint = world.endpoint(dealer, old, secret=SECRET)
    wait_for(lambda: len(old.snapshot()) == 2)
    fresh = dealer.act(f"/v1/endpoints/{endpoint['id']}/rotate-secret", {})["secret"]
    world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": "张卫"})
    wait_for(lambda: old.of_type("contact.updated"), what="an event that the old secret verifies")
    old.secret = fresh
    world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": "张炜"})
    wait_for(lambda: len(old.of_type("contact.updated")) == 2,
             what="an event that the new secret verifies")

    other = receiver(None)
    made = world.endpoint(dealer, other, code="asymmetric", scheme="ed25519")
    other.public_key = made["public_key"]
    world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": "张伟"})
    wait_for(lambda: any(row["name"] == "张伟" for row in other.snapshot().values()))
    assert old.problems == [] and other.problems == []


def test_a_failing_receiver_gets_the_present_state_later_and_in_order(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    contact = world.contact("zhang")
    world.rule()
    failures = {"left": 3}

    def answer(event):
        if event["type"].startswith("contact.") and failures["left"] > 0:
            failures["left"] -= 1
            return 500
        return 204

    hook = receiver(SECRET, answer=answer)
    endpoint = world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: failures["left"] < 3, what="a first failure")
    for n in range(4):
        world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": f"Zhang {n}"})
    wait_for(lambda: any(row["name"] == "Zhang 3" for row in hook.snapshot().values()), bound=60,
             what="the present state")
    outcomes = {one["outcome"] for one in dealer.all(f"/v1/endpoints/{endpoint['id']}/attempts")}
    assert {"retry", "delivered"} <= outcomes
    assert hook.problems == []


def test_a_suspended_partner_is_sent_nothing_and_moved_on_later(gateway, receiver):
    world = World(gateway)
    partner, dealer = world.dealer("suzhou")
    contact = world.contact("zhang")
    world.rule()
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    brand_hook = receiver(SECRET)
    world.endpoint(world.brand, brand_hook, code="crm", secret=SECRET)
    wait_for(lambda: len(hook.snapshot()) == 2)
    world.brand.act(f"/v1/partners/{partner['id']}/suspend")
    assert dealer.request("GET", "/v1/contacts").status_code == 403
    count = len(hook.bodies)
    world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": "王芳"})
    wait_for(lambda: any(row["name"] == "王芳" for row in brand_hook.snapshot().values()))
    assert len(hook.bodies) == count, "nothing is sent while suspended"
    world.brand.act(f"/v1/partners/{partner['id']}/resume")
    wait_for(lambda: any(row["name"] == "王芳" for row in hook.snapshot().values()))
    wait_for(lambda: brand_hook.of_type("partner.resumed"), what="the fact")
    assert brand_hook.of_type("partner.suspended")
    assert hook.problems == [] and brand_hook.problems == []


def test_a_terminated_partner_is_withdrawn_from_and_told_nothing_else(gateway, receiver):
    world = World(gateway)
    partner, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: len(hook.snapshot()) == 2)
    world.brand.act(f"/v1/partners/{partner['id']}/terminate", {})
    wait_for(lambda: not hook.snapshot(), what="the withdrawal")
    wait_for(lambda: [one for one in world.brand.all(f"/v1/endpoints?party={partner['id']}")
                      if one["url"] == hook.url and one["state"] == "disabled"],
             what="the end of the endpoint")
    assert dealer.request("GET", "/v1/contacts").status_code == 401
    assert hook.problems == []


def test_two_dealers_have_nothing_in_common_but_what_both_may_see(gateway, receiver):
    world = World(gateway)
    first, second = world.dealer("suzhou"), world.dealer("ningbo")
    world.contact("zhang")
    world.rule()
    for name, (partner, client) in (("alpha", first), ("beta", second)):
        department = client.post("/v1/departments", {"code": "all", "name": f"canary-{name}"})
        client.post("/v1/contacts", {
            "code": "c1", "name": f"canary-{name}",
            "departments": [{"department": department["id"]}], "phones": ["13900001111"]})
    hooks = [receiver(SECRET), receiver(SECRET)]
    for hook, (_, client) in zip(hooks, (first, second)):
        world.endpoint(client, hook, secret=SECRET)
    for hook in hooks:
        wait_for(lambda: len(hook.snapshot()) == 4, what="both own and shared records")
    ids = [set(hook.snapshot()) for hook in hooks]
    assert not ids[0] & ids[1], "no id is known to both"
    assert all(b"canary-beta" not in body for body in hooks[0].bodies)
    assert all(b"canary-alpha" not in body for body in hooks[1].bodies)


def test_a_private_address_is_refused_until_it_is_allowed(gateway, receiver):
    gateway.end()
    gateway.serve(egress=())
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    hook = receiver(SECRET)
    endpoint = world.endpoint(dealer, hook, secret=SECRET)
    refused = wait_for(
        lambda: dealer.all(f"/v1/endpoints/{endpoint['id']}/attempts"), what="a refused attempt")
    assert refused[0]["status"] is None
    assert "--allow-egress" in refused[0]["excerpt"]
    assert hook.bodies == []

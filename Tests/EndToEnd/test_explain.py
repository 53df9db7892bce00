"""`weir explain`: why a party sees a record or was told of a change, from the command line."""

import base64
import json
import os

from gateway import wait_for
from test_agreements import command
from world import World

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


def test_why_a_dealer_sees_a_contact_in_part(gateway):
    world = World(gateway)
    partner, _ = world.dealer("suzhou")
    world.dealer("wuxi", grouped=False)
    contact = world.contact("zhang", phones=["+86 138 1234 5678"])
    world.rule(public="clear", business="clear", personal="clear")
    brand = command(gateway, world.brand)
    brand("agreement", "create", "--partner", "suzhou", "--class", "public=clear",
          "--class", "business=clear", "--class", "personal=masked", "--purpose", "service")

    told = brand("explain", "view", "--party", "suzhou", "--contact", "zhang").stdout
    assert "suzhou sees contact zhang." in told
    assert "Rule sales-to-east allows for service: it names department sales" in told
    phones = next(line for line in told.splitlines() if line.startswith("phones"))
    assert phones.split() == ["phones", "masked", "sales-to-east", "the", "agreement"]
    assert "138" not in told and "张伟" not in told

    told = brand("explain", "view", "--party", "wuxi", "--contact", "zhang").stdout
    assert "wuxi does not see contact zhang." in told
    assert "No rule names both." in told
    assert "contact zhang is named to others by sales-to-east." in told

    answer = json.loads(
        brand("explain", "view", "--party", "suzhou", "--contact", "zhang", "--json").stdout)
    assert answer["visible"] and answer["viewer"] == partner["id"]
    assert answer["record"] == contact["id"]
    missing = brand("explain", "view", "--party", "suzhou", check=False)
    assert missing.returncode != 0 and "--contact or --department" in missing.stderr


def test_why_an_endpoint_got_a_change_or_did_not(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang", phones=["+86 138 1234 5678"])
    world.contact("wang")
    rule = world.rule(public="clear", business="clear")
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    wait_for(lambda: len(hook.of_type("contact.shared")) == 2, what="the snapshot")
    brand = command(gateway, world.brand)

    def why(*more):
        return brand("explain", "change", "--endpoint", "suzhou/hook", "--contact", "zhang",
                     *more).stdout

    def settled():
        return "acknowledged it" in why()

    brand("contact", "change", "zhang", "--name", "张小伟")
    wait_for(lambda: hook.of_type("contact.updated"), what="the change")
    wait_for(settled, what="the acknowledgement")
    assert "contact.change. It changed contact zhang." in why()
    assert "In the view of suzhou/hook it changed name." in why()

    brand("contact", "change", "zhang", "--phone", "+86 139 0000 0000")
    told = why()
    assert "nothing of it shows" in told and "139" not in told

    brand("rule", "remove", rule["id"])
    wait_for(lambda: not [r for r in hook.snapshot().values() if r["kind"] == "contact"],
             what="the withdrawal")
    head = str(world.brand.get("/v1/status")["journal"]["position"])
    told = why("--position", head)
    assert "rule.remove. It changed what suzhou/hook may see" in told
    assert "left the view" in told
    wait_for(lambda: "acknowledged its removal" in why("--position", head), what="the told row")

    hook.answer = 422
    brand("rule", "create", "--code", "again", "--effect", "allow", "--group", "east",
          "--contact", "zhang", "--class", "public=clear")
    head = str(world.brand.get("/v1/status")["journal"]["position"])
    wait_for(lambda: "failed" in why("--position", head), what="the exception")
    assert "came into the view" in why("--position", head)

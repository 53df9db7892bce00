"""`weir explain`: why a party sees a record, from the command line."""

import json

from test_agreements import command
from world import World


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

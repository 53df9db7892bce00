"""Agreements: what a partner is shown at most, and who may widen it."""

import json

from gateway import wait_for
from world import World


def command(gateway, client):
    key = client.session.headers["Authorization"].removeprefix("Bearer ")

    def run(*arguments, check=True):
        return gateway.run(*arguments, "--url", gateway.url, "--key", key, check=check)

    return run


def test_a_copy_follows_what_was_agreed_and_widens_only_when_the_partner_accepts(
        gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang", phones=["+86 138 1234 5678"], emails=["zhang@huacheng.example"])
    world.rule(public="clear", business="clear", personal="clear")
    hook = receiver("whsec_" + "QUJD" * 8)
    world.endpoint(dealer, hook, secret="whsec_" + "QUJD" * 8)

    def person():
        return next((one for one in hook.snapshot().values() if one["kind"] == "contact"), None)

    wait_for(lambda: "phones" in (person() or {}), what="the snapshot")
    brand, partner = command(gateway, world.brand), command(gateway, dealer)

    brand("agreement", "create", "--partner", "suzhou", "--class", "public=clear",
          "--class", "business=clear", "--purpose", "service")
    wait_for(lambda: "phones" not in person(), what="the ceiling")
    assert "public=clear business=clear personal=hidden" in brand("agreement", "list").stdout

    wider = brand("agreement", "change", "suzhou", "--class", "personal=masked")
    assert "Changed." in wider.stderr + wider.stdout
    shown = json.loads(partner("agreement", "show", "suzhou", "--json").stdout)
    assert shown["offer"]["version"] == 2
    assert shown["ceiling"]["classes"]["personal"] == "hidden"
    refused = brand("agreement", "accept", "suzhou", "--version", "2", check=False)
    assert refused.returncode == 1 and "key of its own" in refused.stderr
    stale = partner("agreement", "accept", "suzhou", "--version", "1", check=False)
    assert stale.returncode == 1 and "version 2 does" in stale.stderr
    assert "phones" not in person()
    partner("agreement", "accept", "suzhou", "--version", "2")
    wait_for(lambda: person().get("phones") == ["861****5678"], what="what was accepted")

    warned = brand("rule", "change", "sales-to-east", "--purpose", "sales")
    assert "the agreement with 1 partner does not cover" in warned.stdout
    wait_for(lambda: hook.snapshot() == {}, what="the purpose that nobody agreed to")
    assert hook.problems == [] and hook.losses == []
    assert brand("agreement", "remove", "suzhou", check=False).returncode != 0

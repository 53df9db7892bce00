"""Two systems of one dealer, each told a part of what the dealer sees."""

import json

from gateway import wait_for
from test_agreements import command
from test_view_compare import Exchanges
from world import World

SECRET = "whsec_" + "QUJD" * 8


def kinds(hook):
    return sorted(one["kind"] for one in hook.snapshot().values())


def test_each_endpoint_holds_its_part_and_gives_back_what_leaves_it(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    for code in ("zhang", "li"):
        world.contact(code)
    world.contact("wang", department=world.hidden)
    world.rule()
    world.brand.post("/v1/rules", {
        "code": "lab-for-sales", "effect": "allow", "purpose": "sales",
        "seen": {"departments": [world.hidden["id"]]},
        "seen_by": {"kinds": ["dealer"]}, "fields": {"classes": {"public": "clear"}}})
    tree, people, whole = receiver(SECRET), receiver(SECRET), receiver(SECRET)
    partner = command(gateway, dealer)
    partner("endpoint", "create", "--code", "tree", "--receiver-url", tree.url, "--secret", SECRET,
            "--kind", "department", "--checkpoint-digest", "yes")
    made = partner("endpoint", "create", "--code", "people", "--receiver-url", people.url, "--secret",
                   SECRET, "--purpose", "sales", "--checkpoint-digest", "yes", "--json")
    assert json.loads(made.stdout)["scope"] == {"purposes": ["sales"]}
    world.endpoint(dealer, whole, code="whole", secret=SECRET)

    wait_for(lambda: kinds(tree) == ["department"] * 2, what="the departments")
    wait_for(lambda: kinds(people) == ["contact", "department"], what="what is for sales")
    wait_for(lambda: kinds(whole) == ["contact"] * 3 + ["department"] * 2, what="all")
    assert "told only purposes sales" in partner("status", "--all").stdout

    # Narrowed to nothing but people: the department goes, and the person no longer names it.
    partner("endpoint", "change", "people", "--kind", "contact")
    wait_for(lambda: kinds(people) == ["contact"], what="the withdrawal")
    wait_for(lambda: [one["departments"] for one in people.snapshot().values()] == [[]],
             what="the person without a department")
    assert people.of_type("department.unshared")
    assert not whole.of_type("department.unshared") and not whole.of_type("contact.unshared")

    # Another purpose: other people, told and withdrawn.
    before = set(people.snapshot())
    partner("endpoint", "change", "people", "--purpose", "service")
    wait_for(lambda: len(people.snapshot()) == 2 and not before & set(people.snapshot()),
             what="the people for service")
    part = dealer.all("/v1/view?endpoint=" + endpoint(dealer, "people")["id"])
    assert {one["id"]: one for one in part} == people.snapshot()
    listed = partner("view", "list", "--endpoint", "people", "--json").stdout.splitlines()
    assert [json.loads(line) for line in listed] == part

    why = command(gateway, world.brand)
    asked = ("explain", "view", "--party", "suzhou", "--contact", "wang")
    assert "suzhou sees contact wang." in why(*asked).stdout
    told = why(*asked, "--endpoint", "people").stdout
    assert "people does not see contact wang." in told and "outside the endpoint's scope" in told
    tree_told = why(*asked, "--endpoint", "tree").stdout
    assert "tree is told of no such records" in tree_told

    # A copy of the part is equal to the part, and lacks something of the whole view.
    named = Exchanges(dealer, endpoint=endpoint(dealer, "people")["id"])
    wait_for(lambda: not any(named.walk(people.snapshot().values()).values()), what="equality")
    assert len(Exchanges(dealer).walk(people.snapshot().values())["missing"]) == 3

    # The whole view again, after a restart in between.
    gateway.end()
    gateway.serve()
    partner("endpoint", "change", "people", "--kind", "", "--purpose", "")
    wait_for(lambda: people.snapshot() == whole.snapshot(), what="the whole view")
    wait_for(lambda: people.checkpoints() and people.checkpoints()[-1]["data"]["count"] == 5,
             what="a checkpoint of all")
    assert kinds(tree) == ["department"] * 2
    for hook in (tree, people, whole):
        assert hook.problems == [] and hook.losses == []
    refused = partner("endpoint", "change", "tree", "--chain", "unknown", check=False)
    assert refused.returncode != 0
    empty = dealer.request("PATCH", "/v1/endpoints/" + endpoint(dealer, "tree")["id"],
                           {"scope": {"kinds": []}}, expect=422).json()
    assert empty["errors"][0]["pointer"] == "/scope/kinds"


def test_a_setup_narrows_endpoints_by_the_codes_of_chains(gateway, receiver, tmp_path):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    world.contact("wang", department=world.hidden)
    other = world.brand.post("/v1/chains", {"code": "service", "name": "Service"})
    partner = world.brand.all("/v1/partners")[0]["id"]
    world.brand.post("/v1/memberships", {"chain": other["id"], "partner": partner, "groups": []})
    world.brand.post("/v1/rules", {
        "code": "lab-for-service", "effect": "allow",
        "seen": {"departments": [world.hidden["id"]]},
        "seen_by": {"tiers": [{"chain": other["id"], "tier": 1}]},
        "fields": {"classes": {"public": "clear"}}})
    hook = receiver(SECRET)
    lines = tmp_path / "setup.ndjson"
    brand = command(gateway, world.brand)

    def apply(scope, *options):
        lines.write_text(json.dumps({"endpoint": {
            "party": "suzhou", "code": "parts", "url": hook.url, "secret": SECRET,
            "scope": scope}}) + "\n")
        return brand("apply", lines, *options)

    def names():
        return sorted(one["name"] for one in hook.snapshot().values())

    apply({"chains": ["service"]})
    wait_for(lambda: names() == sorted(["Laboratory", "张伟"]), what="what the chain shows")
    held = set(hook.snapshot())
    again = apply({"chains": ["service"]}).stdout.splitlines()[-1]
    assert again.split() == ["endpoints", "0", "0", "1"]
    apply({"chains": ["dealers"]})
    wait_for(lambda: len(hook.snapshot()) == 2 and not held & set(hook.snapshot()),
             what="what the other chain shows")
    # A chain stays while a scope names it.
    kept = world.brand.request("DELETE", "/v1/chains/" + world.chain["id"])
    assert kept.status_code == 409
    apply({"chains": None})
    wait_for(lambda: len(hook.snapshot()) == 4, what="all")
    assert hook.problems == [] and hook.losses == []


def endpoint(client, code):
    return next(one for one in client.all("/v1/endpoints") if one["code"] == code)

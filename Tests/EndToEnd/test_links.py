"""Who reports to whom: told to a dealer only where it sees both, over thousands of them."""

from gateway import wait_for
from test_agreements import command
from test_view_compare import Exchanges, told_dealer
from world import World

SECRET = "whsec_" + "QUJD" * 8


def links(hook):
    return [one for one in hook.snapshot().values() if one["kind"] == "link"]


def test_a_link_is_told_where_both_ends_are_seen(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    for code, name in (("zhang", "张伟"), ("wang", "王芳")):
        world.contact(code, name)
    world.contact("li", "李娜", department=world.hidden)
    world.rule()
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    brand = command(gateway, world.brand)
    made = brand("link", "create", "--from", "zhang", "--to", "wang")
    assert "reports_to" in made.stdout and "lnk_" in made.stdout
    brand("link", "create", "--from", "wang", "--to", "li")
    wait_for(lambda: len(links(hook)) == 1, what="the one link of which both ends are seen")
    told = links(hook)[0]
    names = {one["id"]: one["name"] for one in hook.snapshot().values() if one["kind"] == "contact"}
    assert (names[told["from"]], names[told["to"]], told["type"]) == ("张伟", "王芳", "reports_to")

    # The dealer reads it by its own id, and knows nothing of the other.
    assert dealer.get(f"/v1/links/{told['id']}") == told
    assert told in dealer.all("/v1/view")
    own = world.brand.all("/v1/links")
    assert len(own) == 2 and not {one["id"] for one in own} & set(hook.snapshot())
    translated = world.brand.act("/v1/ids/translate", {
        "ids": [one["id"] for one in own], "from": {"namespace": "weir"},
        "to": {"namespace": "weir", "party": world.brand.all("/v1/partners")[0]["id"]}})["results"]
    assert sorted(one["outcome"] for one in translated) == ["translated", "unknown"]
    assert told["id"] in [one.get("id") for one in translated]

    # A circle is refused with its next step, and changes nothing.
    refused = brand("link", "create", "--from", "li", "--to", "zhang", check=False)
    assert refused.returncode != 0 and "report to themselves" in refused.stderr, refused.stderr

    # The entry is about 王芳 alone.
    brand("contact", "change", "wang", "--department", "lab")
    wait_for(lambda: not links(hook), what="the withdrawal of the link")
    assert len(hook.of_type("link.unshared")) == 1
    brand("contact", "change", "wang", "--department", "sales")
    wait_for(lambda: links(hook) == [told], what="the link again")

    # With a contact its links go.
    brand("contact", "remove", "wang")
    wait_for(lambda: not links(hook), what="no link without its end")
    assert world.brand.all("/v1/links") == []


def test_thousands_report_to_one_who_comes_and_goes(gateway, receiver):
    world, partner, client, hook, _ = told_dealer(gateway, receiver, 2501)
    people = world.brand.all("/v1/contacts")
    boss = next(one for one in people if one["code"] == "p0")
    for start in range(1, len(people), 100):
        world.brand.act("/v1/batch", {"commands": [
            {"method": "POST", "path": "/v1/links", "body": {"from": one["id"], "to": boss["id"]}}
            for one in people if one["code"] in {f"p{n}" for n in range(start, start + 100)}]})
    assert len(world.brand.all("/v1/links")) == 2500
    wait_for(lambda: len(links(hook)) == 2500, what="every link at the receiver")
    for place, count in ((world.hidden, 0), (world.sales, 2500)):
        world.brand.patch(f"/v1/contacts/{boss['id']}", {"departments": [{"department": place["id"]}]})
        wait_for(lambda: len(links(hook)) == count, what=f"{count} links at the receiver")
        gateway.end()
        gateway.serve()
        wait_for(lambda: not any(Exchanges(client).walk(hook.snapshot().values()).values()),
                 what="a copy that equals the view")

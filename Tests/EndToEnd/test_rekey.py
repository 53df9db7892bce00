"""Re-keying: a partner gets other ids for what it is told of, and nobody else does."""

import json

from gateway import wait_for
from world import World


def test_a_copy_moves_to_other_ids_record_by_record(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    _, other = world.dealer("wuxi")
    for code in ("zhang", "li", "wang"):
        world.contact(code)
    world.rule(public="clear")
    secret = "whsec_" + "QUJD" * 8
    hook, sibling = receiver(secret), receiver(secret)
    world.endpoint(dealer, hook, secret=secret)
    world.endpoint(other, sibling, secret=secret)

    def ids():
        return {one["id"] for one in hook.snapshot().values()}

    # A department and three people.
    wait_for(lambda: len(ids()) == 4 and len(sibling.snapshot()) == 4, what="the snapshots")
    before, untouched = ids(), sibling.snapshot()

    answer = gateway.run(
        "partner", "rekey", "suzhou", "--json", "--url", gateway.url, "--key",
        world.brand.session.headers["Authorization"].removeprefix("Bearer "))
    assert json.loads(answer.stdout)["id_epoch"] == 1
    wait_for(
        lambda: len(ids()) == 4 and not ids() & before, what="the copy to move to the new ids")
    assert sibling.snapshot() == untouched
    view = {one["id"] for one in dealer.get("/v1/view")["items"]}
    assert view == ids()

    # Live events go on under the new ids.
    world.contact("zhao")
    wait_for(lambda: len(ids()) == 5, what="a new person")
    assert not ids() & before
    assert hook.problems == [] and hook.losses == [] and sibling.problems == []

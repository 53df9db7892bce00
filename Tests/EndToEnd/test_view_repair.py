"""Some of 100,000 records of a copy are spoiled: a comparison finds them, a repair mends them."""

import json
import random

import pytest

from gateway import wait_for
from puller import Puller
from test_view_compare import Exchanges
from world import World

PEOPLE = 100_000
PAGE = 1000


@pytest.fixture
def dealer(gateway):
    """A dealer that asks for its events and has been told everything."""
    world = World(gateway)
    _, client = world.dealer("suzhou")
    for start in range(0, PEOPLE, PAGE):
        lines = "\n".join(
            json.dumps({"code": f"p{n}", "name": f"Person {n}",
                        "departments": [{"department": "sales"}]})
            for n in range(start, start + PAGE))
        response = world.brand.session.post(
            f"{gateway.url}/v1/import?kind=contacts", data=lines.encode(),
            headers={"Content-Type": "application/x-ndjson"}, timeout=60)
        assert response.status_code == 200 and not response.json()["refused"]["count"], response.text
    world.rule()
    endpoint = client.post("/v1/endpoints", {"code": "asks", "transport": {"kind": "pull"}})
    key = client.session.headers["Authorization"].removeprefix("Bearer ")
    puller = Puller(gateway.url, key, endpoint["id"])
    puller.drain(limit=500)
    assert len(puller.copy) == PEOPLE + 1
    return client, endpoint, puller


def spoil(copy, k, chance):
    """A third each is changed, lost and invented; what each became."""
    chosen = chance.sample(sorted(copy), k)
    changed, lost, invented = chosen[::3], chosen[1::3], []
    for id in changed:
        copy[id] = {**copy[id], "name": "?"}
    for id in lost:
        del copy[id]
    for id in chosen[2::3]:
        other = f"con_{chance.getrandbits(128):032x}"
        copy[other] = {**copy[id], "id": other}
        invented.append(other)
    return set(changed), set(lost), set(invented)


def test_what_differs_among_100000_records_is_found_and_mended(dealer):
    client, endpoint, puller = dealer
    chance = random.Random(100_000)
    for k in (1, 10, 100):
        changed, lost, invented = spoil(puller.copy, k, chance)
        records = list(puller.copy.values())

        def is_settled():
            puller.drain()
            return not Exchanges(client).walk(records)["pending"]

        # What was taken just now is on its way until that is written down.
        wait_for(is_settled, what="all to be settled")
        exchanges = Exchanges(client, endpoint=endpoint["id"])
        found = exchanges.walk(records)
        assert exchanges.count <= 4 + 4 * k
        assert exchanges.largest <= 16 * 1024
        assert {name: set(ids) for name, ids in found.items()} == {
            "different": changed, "missing": lost, "extra": invented, "pending": set()}

        answer = client.request(
            "POST", f"/v1/endpoints/{endpoint['id']}/repair",
            {"records": sorted(changed | lost | invented)}, expect=202).json()
        assert (answer["telling"], answer["withdrawing"]) == (len(changed) + len(lost), 0)
        assert set(answer["not_told"]) == invented
        for id in answer["not_told"]:
            del puller.copy[id]
        # What is mended is told once, and no other record.
        before = len(puller.events)
        puller.drain()
        told = [event["data"]["id"] for _, event in puller.events[before:]
                if not event["type"].startswith(("stream.", "view."))]
        assert sorted(told) == sorted(changed | lost)
        whole = Exchanges(client, endpoint=endpoint["id"])
        assert not any(whole.walk(puller.copy.values()).values())
        assert whole.count == 1
    assert not puller.problems

"""A partner compares its copy with its view through the API, with the code of the contract."""

import json
import pathlib
import re

from gateway import wait_for
from world import World

PAGE = pathlib.Path(__file__).parents[2] / "Contracts" / "view-digest.md"
NAMES = {}
exec(re.search(r"```python name=view-digest\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)[1],
     NAMES)


class Exchanges:
    """Sends what the walk asks, and notes how much was said."""

    def __init__(self, client, **members):
        self.client, self.members = client, members
        self.count, self.largest = 0, 0

    def __call__(self, claims):
        response = self.client.request(
            "POST", "/v1/view/compare", {**self.members, "ranges": claims}, expect=200)
        self.count += 1
        self.largest = max(self.largest, len(response.request.body), len(response.content))
        return response.json()["ranges"]

    def walk(self, records):
        return NAMES["walk"](NAMES["Copy"](records), self)


def told_dealer(gateway, receiver, people):
    """A dealer with a webhook that has been told everything, and its receiver."""
    world = World(gateway)
    partner, client = world.dealer("suzhou")
    rows = [{"code": f"p{n}", "name": f"人 {n}", "departments": [{"department": "sales"}]}
            for n in range(people)]
    for start in range(0, people, 1000):
        lines = "\n".join(json.dumps(row) for row in rows[start:start + 1000])
        response = world.brand.session.post(
            f"{gateway.url}/v1/import?kind=contacts", data=lines.encode(),
            headers={"Content-Type": "application/x-ndjson"}, timeout=60)
        assert response.status_code == 200 and not response.json()["refused"]["count"], response.text
    hook = receiver(None)
    endpoint = world.endpoint(client, hook)
    hook.secret = endpoint["secret"]
    world.rule()
    wait_for(lambda: len(hook.snapshot()) == people + 1, what="the whole view at the receiver")
    wait_for(lambda: Exchanges(client).walk(hook.snapshot().values())["pending"] == [])
    return world, partner, client, hook, endpoint


def test_differing_records_are_found_by_the_walk_of_the_contract(gateway, receiver, tmp_path):
    world, partner, client, hook, endpoint = told_dealer(gateway, receiver, 3000)
    records = list(hook.snapshot().values())
    equal = Exchanges(client)
    assert not any(equal.walk(records).values())
    assert equal.count == 1

    k = 10
    wrong = {record["id"] for record in records[:k - 2]}
    mine = [{**record, "name": "?"} if record["id"] in wrong else record for record in records]
    lost = mine.pop()["id"]
    invented = {**records[0], "id": "con_" + "7" * 32}
    mine.append(invented)
    exchanges = Exchanges(client, endpoint=endpoint["id"])
    found = exchanges.walk(mine)
    assert (set(found["different"]), found["missing"], found["extra"], found["pending"]) == (
        wrong, [lost], [invented["id"]], [])
    assert exchanges.count <= 4 + 4 * k
    assert exchanges.largest <= 16 * 1024

    # The command line finds the same, with the partner's key and with the enterprise's.
    file = tmp_path / "copy.ndjson"
    file.write_text("".join(json.dumps(record) + "\n" for record in mine), encoding="utf-8")
    dealer_key = client.session.headers["Authorization"].removeprefix("Bearer ")
    for key, options in [(dealer_key, []), (gateway.key, ["--party", "suzhou"])]:
        result = gateway.run(
            "view", "compare", file, *options, "--url", gateway.url, "--key", key, "--json",
            check=False)
        told = json.loads(result.stdout)
        assert result.returncode == 1
        assert {name: sorted(told[name]) for name in found} == {
            name: sorted(ids) for name, ids in found.items()}
    file.write_text(
        "".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    result = gateway.run("view", "compare", file, "--url", gateway.url, "--key", dealer_key)
    assert result.stdout.startswith("Equal: 3001 records")


def test_a_spoiled_copy_is_repaired(gateway, receiver, tmp_path):
    world, partner, client, hook, endpoint = told_dealer(gateway, receiver, 1000)
    ids = sorted(hook.snapshot())

    def spoil():
        with hook.lock:
            for id in ids[:5]:
                hook.copy[id] = {**hook.copy[id], "name": "?"}
            for id in ids[5:9]:
                del hook.copy[id]

    def is_equal():
        return not any(Exchanges(client).walk(hook.snapshot().values()).values())

    def repair_with_the_walk():
        found = Exchanges(client).walk(hook.snapshot().values())
        return client.request(
            "POST", f"/v1/endpoints/{endpoint['id']}/repair",
            {"records": found["missing"] + found["different"]}, expect=202).json()

    def repair_by_the_command_line():
        file = tmp_path / "copy.ndjson"
        invented = {"id": "con_" + "7" * 32}
        file.write_text("".join(json.dumps(record) + "\n" for record in
                                [*hook.snapshot().values(), invented]), encoding="utf-8")
        answer = json.loads(gateway.run(
            "endpoint", "repair", "suzhou/hook", "--copy", file, "--url", gateway.url, "--key",
            gateway.key, "--json").stdout)
        assert answer["not_told"] == [invented["id"]]
        return answer

    for repair in (repair_with_the_walk, repair_by_the_command_line):
        spoil()
        assert not is_equal()
        answer = repair()
        assert (answer["telling"], answer["withdrawing"]) == (9, 0)
        wait_for(is_equal, what="the repaired copy")
    checkpoints = len(hook.checkpoints())
    client.request("POST", f"/v1/endpoints/{endpoint['id']}/checkpoint", {"digest": True}, 202)
    wait_for(lambda: len(hook.checkpoints()) > checkpoints)
    assert not hook.losses
    problems = [problem for problem in hook.problems if "differs at checkpoint" not in problem]
    assert not problems and "digest" in hook.checkpoints()[-1]["data"]


def test_what_waits_for_a_receiver_is_pending(gateway, receiver):
    world, partner, client, hook, endpoint = told_dealer(gateway, receiver, 50)
    before = list(hook.snapshot().values())
    at = client.post("/v1/view/compare", {"ranges": []}, expect=200)["at"]
    hook.answer = 503
    person = world.brand.get("/v1/contacts?limit=1")["items"][0]
    world.brand.patch(f"/v1/contacts/{person['id']}", {"name": "新"})
    found = Exchanges(client).walk(before)
    assert len(found.pop("pending")) == 1
    assert not any(found.values())
    hook.answer = 204
    wait_for(lambda: not any(Exchanges(client).walk(hook.snapshot().values()).values()),
             what="the copy to be equal")
    assert len(Exchanges(client).walk(before)["different"]) == 1
    assert len(Exchanges(client, at=at).walk(before)["pending"]) == 1

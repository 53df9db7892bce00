"""What a change costs does not depend on how many endpoints there are."""

import pathlib
import sqlite3

import pytest

from gateway import wait_for
from world import World

COMMIT_TABLES = ("entry", "version", "name", "attachment")


def rows(gateway):
    with sqlite3.connect(f"file:{gateway.store}?mode=ro", uri=True) as store:
        return {table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in COMMIT_TABLES}


def threads(gateway):
    return len(list(pathlib.Path(f"/proc/{gateway.process.pid}/task").iterdir()))


def add_endpoints(world, first, count, url):
    commands = [{"method": "POST", "path": "/v1/endpoints",
                 "body": {"code": f"e{first + n:04d}", "url": url}} for n in range(count)]
    result = world.brand.act("/v1/batch", {"commands": commands})
    assert all(one["status"] == 201 for one in result["results"]), result["results"][0]


def test_rows_at_commit_and_threads_are_the_same_for_10_and_1000_endpoints(gateway, receiver):
    world = World(gateway)
    contact = world.contact("zhang")
    hook = receiver(None)
    add_endpoints(world, 0, 10, hook.url)
    costs, counts = [], []
    for total in (10, 1000):
        if total > 10:
            add_endpoints(world, 10, total - 10, hook.url)
        world.brand.patch(f"/v1/contacts/{contact['id']}", {"name": f"Zhang {total}"})
        wait_for(lambda: sum(1 for event in hook.of_type("contact.updated") + hook.of_type(
            "contact.shared") if event["data"]["name"] == f"Zhang {total}") >= total,
            bound=120, what=f"arrival at {total} endpoints")
        before = rows(gateway)
        world.brand.patch(f"/v1/contacts/{contact['id']}", {"employment": "leave", "name": "Z"})
        world.brand.patch(f"/v1/contacts/{contact['id']}", {"employment": "active"})
        after = rows(gateway)
        costs.append({table: after[table] - before[table] for table in COMMIT_TABLES})
        counts.append(threads(gateway))
    assert costs[0] == costs[1] == {"entry": 2, "version": 2, "name": 0, "attachment": 0}
    assert counts[0] == counts[1]


def test_a_thousand_writes_in_one_batch_have_an_outcome_each(gateway):
    world = World(gateway)
    commands = [{"method": "POST", "path": "/v1/contacts",
                 "body": {"code": f"c{n % 999:04d}", "name": f"Person {n}"}} for n in range(1000)]
    results = world.brand.act("/v1/batch", {"commands": commands})["results"]
    assert [one["status"] for one in results] == [201] * 999 + [409]
    with pytest.raises(AssertionError):
        world.brand.act("/v1/batch", {"commands": commands + commands[:1]})

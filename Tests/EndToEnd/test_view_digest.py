"""Runs the code of Contracts/view-digest.md against its vectors and a plain model of the sender."""

import hashlib
import json
import random
import re
from pathlib import Path

import pytest

CONTRACTS = Path(__file__).parents[2] / "Contracts"
VECTORS = json.loads((CONTRACTS / "vectors" / "view-digest.json").read_text(encoding="utf-8"))
PAGE = (CONTRACTS / "view-digest.md").read_text(encoding="utf-8")
NAMES = {}
exec(re.search(r"```python name=view-digest\n(.*?)```", PAGE, re.S)[1], NAMES)


def record(number):
    digits = hashlib.sha256(str(number).encode()).hexdigest()[:32]
    kind = "dep" if number % 50 == 0 else "con"
    return {"contract": 1, "id": f"{kind}_{digits}", "name": f"张 {number}"}


class Sender:
    """Says what the page says, without any cleverness, and notes the sizes of what is said."""

    def __init__(self, records):
        self.copy = NAMES["Copy"](records)
        self.exchanges, self.largest = 0, 0

    def ask(self, claims):
        self.exchanges += 1
        left, answers = 160, []
        for claim in claims:
            mine = self.copy.sum(claim["prefix"])
            answer = {"prefix": claim["prefix"], "result": "different", "count": mine["count"]}
            if "sum" in claim:
                if claim == mine:
                    answer["result"] = "equal"
            else:
                assert all(id.split("_")[1].startswith(claim["prefix"]) for id in claim["records"])
                held = self.copy.leaf(claim["prefix"])["records"]
                named = self.named(claim["records"], held)
                if not any(named.values()):
                    answer["result"] = "equal"
                elif len(held) <= 64 and sum(map(len, named.values())) <= left:
                    left -= sum(map(len, named.values()))
                    answer |= {name: ids for name, ids in named.items() if ids}
            answers.append(answer)
        for body in ({"at": "at_" + "0" * 32, "ranges": claims}, {"ranges": answers}):
            self.largest = max(self.largest, len(json.dumps(body, separators=(",", ":"))))
        return answers

    @staticmethod
    def named(theirs, held):
        return {
            "missing": sorted(set(held) - set(theirs)),
            "extra": sorted(set(theirs) - set(held)),
            "different": sorted(id for id in set(held) & set(theirs) if held[id] != theirs[id]),
        }


def test_records_have_their_digests():
    for vector in VECTORS["records"]:
        assert NAMES["digest"](vector["data"]) == vector["digest"]


def test_ranges_have_their_sums():
    copy = NAMES["Copy"](vector["data"] for vector in VECTORS["records"])
    assert len(VECTORS["sums"]) >= 10
    for vector in VECTORS["sums"]:
        assert copy.sum(vector["prefix"]) == vector


@pytest.mark.parametrize("k", [0, 1, 10, 100])
def test_few_differences_take_few_small_exchanges(k):
    chance = random.Random(k)
    records = [record(number) for number in range(100_000)]
    sender, mine = Sender(records), list(records)
    chosen = chance.sample(range(len(mine)), k)
    expected = {"missing": set(), "extra": set(), "different": set(), "pending": set()}
    for turn, place in enumerate(chosen):
        sort = ["different", "missing", "extra"][turn % 3]
        if sort == "extra":
            mine.append(record(1_000_000 + turn))
            expected[sort].add(mine[-1]["id"])
        else:
            expected[sort].add(mine[place]["id"])
            mine[place] = {**mine[place], "name": "?"} if sort == "different" else None
    found = NAMES["walk"](NAMES["Copy"](r for r in mine if r), sender.ask)
    assert {name: set(ids) for name, ids in found.items()} == expected
    assert sender.exchanges <= 4 + 4 * k
    assert sender.largest <= 16 * 1024


@pytest.mark.parametrize(("here", "there"), [(0, 500), (500, 0), (3, 0), (0, 0)])
def test_nothing_against_something(here, there):
    sender = Sender([record(number) for number in range(there)])
    found = NAMES["walk"](NAMES["Copy"]([record(number) for number in range(here)]), sender.ask)
    common = min(here, there)
    assert (len(found["missing"]), len(found["extra"])) == (there - common, here - common)
    assert sender.largest <= 16 * 1024

"""The example enterprise, brought in whole, reaches receivers that we did not write."""

import base64
import csv
import json
import os
import shutil
import subprocess

import pytest

from gateway import BINARY, wait_for

SECRET = "whsec_" + base64.b64encode(os.urandom(32)).decode()


@pytest.fixture
def example(contracts, tmp_path):
    return shutil.copytree(contracts / "examples" / "huacheng", tmp_path / "huacheng")


def apply(gateway, path):
    return subprocess.run(
        [BINARY, "apply", path, "--json"], capture_output=True, text=True, timeout=300,
        env={**os.environ, "WEIR_URL": gateway.url, "WEIR_KEY": gateway.key})


def rows(example, name):
    with open(example / name, newline="", encoding="utf-8") as table:
        return list(csv.DictReader(table))


def give_receivers(example, receiver):
    """Puts receivers in the place of the example's addresses, which are nobody's."""
    hooks, lines = {}, []
    for text in (example / "enterprise.ndjson").read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        if "endpoint" in line:
            body = line["endpoint"]
            hook = hooks[body.get("party")] = receiver(SECRET)
            body.update(url=hook.url, secret=SECRET)
        lines.append(json.dumps(line, ensure_ascii=False))
    (example / "enterprise.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return hooks


class Expected:
    """Who should see whom, worked out from the files without any of our code."""

    def __init__(self, example):
        self.contacts = rows(example, "contacts.csv")
        self.staff = [json.loads(text) for text in
                      (example / "enterprise.ndjson").read_text(encoding="utf-8").splitlines()]

    def people(self, allowed, denied=("never",)):
        def matches(contact, prefixes):
            return any(place.split(":")[0].startswith(prefixes)
                       for place in contact["departments"].split(";"))

        return {contact["code"] for contact in self.contacts
                if matches(contact, allowed) and not matches(contact, denied)}

    def own(self, partner):
        return {line["contact"]["code"] for line in self.staff
                if line.get("as") == partner and "contact" in line}

    def shown_upstream(self):
        return {line["contact"]["code"] for line in self.staff
                if line.get("as") and "contact" in line
                and line["contact"]["departments"][0]["department"]
                in ("management", "showroom", "key-accounts", "quality")}

    def dealer(self, code, region):
        claims = tuple(f"service-{one}-claims" for one in (
            "northeast", "north", "east", "south", "central", "southwest", "northwest"))
        sales = (f"sales-{region}-",)
        heads = {contact["code"] for contact in self.contacts
                 if f"sales-{region}:" in contact["departments"]}
        return (self.people(sales + ("service",), claims) | heads) | self.own(code)


def codes(hook):
    return {row["code"] for row in hook.snapshot().values() if row["kind"] == "contact"}


def test_the_whole_example_reaches_every_receiver(gateway, receiver, example):
    hooks = give_receivers(example, receiver)
    assert len(hooks) == 8
    result = apply(gateway, example / "enterprise.ndjson")
    assert result.returncode == 0, result.stderr
    counts = json.loads(result.stdout)["records"]
    assert counts["contacts"]["created"] > 5200 and counts["partners"]["created"] == 50

    def has_checkpoint(hook):
        def check():
            events = hook.checkpoints()
            return events and hook.sum() == (
                events[-1]["data"]["count"], events[-1]["data"].get("digest"))
        return check

    for party, hook in hooks.items():
        wait_for(has_checkpoint(hook), bound=120, what=f"the whole copy of {party}")
    expected = Expected(example)
    everybody = {contact["code"] for contact in expected.contacts}
    assert codes(hooks[None]) == everybody | expected.shown_upstream()
    for party, region in (("suzhou", "east"), ("kunshan", "east"), ("qingdao", "east"),
                          ("beijing", "north"), ("guangzhou", "south")):
        assert codes(hooks[party]) == expected.dealer(party, region), party
    assert codes(hooks["jinhe"]) == expected.people(("purchasing",)) | expected.own("jinhe")
    names = {row["name"] for row in hooks[None].snapshot().values()}
    assert any("𠮷" in name for name in names) and any("龘" in name for name in names)
    for hook in hooks.values():
        assert hook.problems == [] and hook.losses == []

    sent = {party: len(hook.bodies) for party, hook in hooks.items()}
    again = apply(gateway, example / "enterprise.ndjson")
    assert again.returncode == 0, again.stderr
    for name, count in json.loads(again.stdout)["records"].items():
        assert count["created"] == count["changed"] == 0, (name, count)
    assert {party: len(hook.bodies) for party, hook in hooks.items()} == sent

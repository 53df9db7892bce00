"""A partner reads its whole view through the command line, and compares it."""

import json

from gateway import wait_for
from test_view_compare import told_dealer


def test_the_listed_view_is_what_a_receiver_was_told(gateway, receiver, tmp_path):
    world, _, client, hook, _ = told_dealer(gateway, receiver, 450)
    key = client.session.headers["Authorization"].removeprefix("Bearer ")
    listed = gateway.run("view", "list", "--json", "--url", gateway.url, "--key", key)
    lines = listed.stdout.splitlines()
    assert {json.loads(line)["id"]: json.loads(line) for line in lines} == hook.snapshot()
    assert len(lines) == 451

    file = tmp_path / "copy.ndjson"
    file.write_text(listed.stdout, encoding="utf-8")
    gateway.run("view", "compare", file, "--url", gateway.url, "--key", key)
    world.contact("new")
    wait_for(lambda: len(hook.snapshot()) == 452)
    assert gateway.run(
        "view", "compare", file, "--url", gateway.url, "--key", key, check=False).returncode == 1

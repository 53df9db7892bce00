"""Brakes: removals beyond a limit wait for a person, whoever asks for them."""

import os

import pytest

from gateway import Gateway


@pytest.fixture
def braked(tmp_path):
    """Makes a gateway with a small limit."""
    gateway = Gateway(tmp_path)
    gateway.initialise()
    yield gateway
    gateway.end()


def command(gateway):
    environment = {**os.environ, "WEIR_URL": gateway.url, "WEIR_KEY": gateway.key}

    def run(*arguments, check=True):
        return gateway.run(*arguments, check=check, env=environment, cwd=gateway.folder)

    return run


def test_a_live_removal_beyond_the_limit_waits_for_a_person(braked):
    braked.serve(options=["--removal-limit-records", "3", "--removal-limit-percent", "0"])
    api, cli = braked.client(), command(braked)
    ids = [api.post("/v1/contacts", {"code": f"c{n}", "name": "N"})["id"] for n in range(8)]
    for one in ids[:3]:
        api.delete(f"/v1/contacts/{one}")
    problem = api.request("DELETE", f"/v1/contacts/{ids[3]}", expect=409).json()
    assert problem["type"].endswith("/removal-brake")
    assert problem["brake"] == {"limit": 3, "window_seconds": 86400, "removed": 3, "confirm": 4}
    refused = cli("contact", "remove", "c3", check=False)
    assert refused.returncode == 1
    assert "confirm=4" in refused.stderr
    cli("contact", "remove", "c3", "--confirm", "4")
    # A confirmed removal does not open the way for others, and a restart forgets nothing.
    braked.end()
    braked.serve(options=["--removal-limit-records", "3", "--removal-limit-percent", "0"])
    again = api.request("DELETE", f"/v1/contacts/{ids[4]}", expect=409).json()
    assert again["brake"]["removed"] == 4
    api.delete(f"/v1/contacts/{ids[4]}?confirm=5")
    assert len(api.all("/v1/contacts")) == 3


def test_the_window_and_the_share_are_settings(braked):
    braked.serve(options=["--removal-limit-records", "0", "--removal-limit-percent", "50",
                          "--removal-window-hours", "2"])
    api = braked.client()
    ids = [api.post("/v1/contacts", {"code": f"c{n}", "name": "N"})["id"] for n in range(8)]
    for one in ids[:4]:
        api.delete(f"/v1/contacts/{one}")
    problem = api.request("DELETE", f"/v1/contacts/{ids[4]}", expect=409).json()
    assert problem["brake"]["limit"] == 4
    assert problem["brake"]["window_seconds"] == 7200

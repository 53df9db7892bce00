"""Brakes: removals beyond a limit wait for a person, whoever asks for them."""

import json
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


def contacts(path, codes):
    path.write_text("code,name\n" + "".join(f"{code},Name of {code}\n" for code in codes))
    return path


def codes(api, kind="contacts"):
    return {one["code"] for one in api.all(f"/v1/{kind}?limit=200")}


@pytest.fixture
def directory(braked):
    braked.serve()
    api, cli = braked.client(), command(braked)
    everyone = [f"c{n}" for n in range(200)]
    cli("import", contacts(braked.folder / "contacts.csv", everyone))
    return api, cli, braked.folder / "contacts.csv", everyone


def complete(cli, path, rows, *options, check=True):
    return cli("import", path, "--complete", "--expect", str(rows), *options, check=check)


@pytest.mark.parametrize("damage", ["empty", "headless", "cut", "short", "repeated"])
def test_a_file_that_cannot_be_believed_removes_nothing(directory, damage):
    api, cli, path, everyone = directory
    text = contacts(path, everyone[:150]).read_text()
    path.write_text({
        "empty": "",
        "headless": "code,name\n",
        "cut": text[:-40] + '"c149,Name of',
        "short": "".join(text.splitlines(keepends=True)[:100]),
        "repeated": text + "c0,Once more\n",
    }[damage])
    result = complete(cli, path, 150, check=False)
    assert result.returncode == 1
    assert "nothing removed" in result.stderr
    assert codes(api) == set(everyone)


def test_a_refused_row_removes_nothing(directory):
    api, cli, path, everyone = directory
    contacts(path, everyone[:150])
    path.write_text(path.read_text().replace("code,name", "code,departments").replace(
        "Name of c7\n", "nowhere\n"))
    result = complete(cli, path, 150, check=False)
    assert result.returncode == 1
    assert "nothing was removed" in result.stderr
    assert codes(api) == set(everyone)


def test_what_a_complete_file_does_not_mention_goes(directory):
    api, cli, path, everyone = directory
    contacts(path, everyone[:150] + ["new"])
    told = complete(cli, path, 151, "--dry-run").stdout
    assert "50 would be removed" in told
    assert codes(api) == set(everyone)
    assert "50 removed." in complete(cli, path, 151).stdout
    assert codes(api) == set(everyone[:150]) | {"new"}
    assert "0 removed." in complete(cli, path, 151).stdout
    usage = cli("import", path, "--complete", check=False)
    assert usage.returncode == 2


def test_more_than_the_limit_waits_until_it_is_allowed(directory):
    api, cli, path, everyone = directory
    contacts(path, everyone[:80])
    assert "A person would have to allow it" in complete(cli, path, 80, "--dry-run").stdout
    result = json.loads(complete(cli, path, 80, "--json").stdout)
    (staged,) = result["removal"]["staged"]
    assert json.loads(complete(cli, path, 80, "--json").stdout)["removal"]["staged"] == [staged]
    assert codes(api) == set(everyone)
    assert staged in cli("staged", "list").stdout
    shown = json.loads(cli("staged", "show", staged, "--json").stdout)
    assert (shown["records"], shown["state"]) == (120, "staged")
    cli("staged", "allow", staged)
    assert codes(api) == set(everyone[:80])
    assert json.loads(cli("staged", "show", staged, "--json").stdout)["state"] == "allowed"


def test_a_staged_change_survives_a_restart_and_is_counted_anew(directory, braked):
    api, cli, path, everyone = directory
    contacts(path, everyone[:80])
    (staged,) = json.loads(complete(cli, path, 80, "--json").stdout)["removal"]["staged"]
    braked.end()
    braked.serve()
    api.delete("/v1/contacts/" + next(
        one["id"] for one in api.all("/v1/contacts?limit=200") if one["code"] == "c199"))
    api.post("/v1/departments", {"code": "d", "name": "D"})
    answer = api.act(f"/v1/staged-changes/{staged}/allow", expect=202)
    assert answer["records"] == 119
    assert len(codes(api)) == 199
    cli("staged", "reject", staged)
    assert api.request("POST", f"/v1/staged-changes/{staged}/allow").status_code == 409
    assert len(codes(api)) == 199


def test_a_rule_that_withdraws_much_is_previewed_and_put_aside(braked):
    braked.serve(options=["--removal-limit-records", "3"])
    api, cli = braked.client(), command(braked)
    department = api.post("/v1/departments", {"code": "sales", "name": "Sales"})["id"]
    for number in range(8):
        api.post("/v1/contacts", {"code": f"c{number}", "name": f"张{number}",
                                  "departments": [{"department": department}]})
    partner = api.post("/v1/partners", {"code": "north", "name": "北方", "kind": "dealer"})["id"]
    api.post(f"/v1/partners/{partner}/activate", {}, expect=200)
    created = cli("rule", "create", "--code", "all", "--effect", "allow", "--department", "sales",
                  "--partner", "north", "--class", "public=clear", "--preview")
    assert "appear: 9 records for 1 party" in created.stdout
    assert not api.all("/v1/rules")
    cli("rule", "create", "--code", "all", "--effect", "allow", "--department", "sales",
        "--partner", "north", "--class", "public=clear")
    preview = cli("rule", "remove", "all", "--preview").stdout
    assert "disappear: 9 records for 1 party" in preview
    assert "put aside until somebody allows it: 9 withdrawals, 3 pass" in preview
    assert "north" in preview and "-" in preview
    staged = cli("rule", "remove", "all").stdout
    assert "Nothing has changed." in staged
    assert len(api.all("/v1/rules")) == 1
    waiting = json.loads(cli("staged", "list", "--json").stdout)["items"]
    assert [one["action"] for one in waiting] == ["remove_rule"]
    shown = cli("staged", "show", waiting[0]["id"]).stdout
    assert "remove_rule" in shown
    # What waits outlives a restart.
    braked.end()
    braked.serve(options=["--removal-limit-records", "3"])
    assert "Carried out." in cli("staged", "allow", waiting[0]["id"]).stdout
    assert not braked.client().all("/v1/rules")

"""`weir status`, the API call behind it, and completion in a real shell."""

import json
import os
import signal
import subprocess

from gateway import BINARY, free_port, wait_for
from test_main_job import SECRET
from world import World


def status(gateway, *arguments, key=None):
    result = gateway.run(
        "status", "--url", gateway.url, "--key", key or gateway.key, "--json", *arguments)
    return json.loads(result.stdout)


def worst(gateway, name):
    found = status(gateway)["status"]["endpoints"]["worst"]
    return next((one for one in found if one["name"] == name), None)


def test_an_endpoint_in_trouble_is_on_the_screen_until_it_is_well(gateway, receiver):
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    zhang = world.contact("zhang")
    world.rule()
    hook = receiver(SECRET)
    world.endpoint(dealer, hook, secret=SECRET)
    endpoints = lambda: status(gateway)["status"]["endpoints"]
    wait_for(lambda: hook.checkpoints(), what="the checkpoint")
    wait_for(lambda: endpoints()["behind"] == 0, what="the cursor at the head")
    assert endpoints()["worst"] == [] and endpoints()["states"]["active"] == 1

    # One record is refused: it waits, and the endpoint goes on.
    hook.answer = lambda event: 422 if event["data"].get("code") == "zhang" else 204
    world.brand.patch(f"/v1/contacts/{zhang['id']}", {"name": "张伟伟"})
    held = wait_for(
        lambda: (found := worst(gateway, "suzhou/hook")) and "next_try" in found and found,
        what="the record that waits")
    assert held["state"] == "active" and held["records_waiting"] == 1
    assert "422" in held["reason"] and held["next_step"] and held["next_try"]
    assert held["lag"]["oldest"] and held["lag"]["age_seconds"] >= 0

    # Another system cannot be reached at all: its endpoint waits and lags behind.
    dealer.post("/v1/endpoints", {"code": "away", "url": f"http://127.0.0.1:{free_port()}/"})
    away = wait_for(
        lambda: (found := worst(gateway, "suzhou/away")) and found["state"] == "waiting" and found,
        what="the endpoint that waits")
    assert away["lag"]["entries"] >= 1 and away["lag"]["records"] >= 1
    assert away["next_try"] and away["reason"]
    assert [one["name"] for one in endpoints()["worst"]] == ["suzhou/away", "suzhou/hook"]

    text = gateway.run("status", "--url", gateway.url, "--key", gateway.key).stdout
    for wanted in ["2: 1 active, 1 waiting; 1 behind; 1 record waits", "suzhou/away  waiting",
                   "suzhou/hook: ", "next step:", "journal", "KiB"]:
        assert wanted in text, text

    # What is repaired is off the screen; what is paused says how to go on.
    hook.answer = 204
    world.brand.patch(f"/v1/contacts/{zhang['id']}", {"name": "张伟"})
    wait_for(lambda: worst(gateway, "suzhou/hook") is None, what="the recovery")
    gateway.run("endpoint", "change", "away", "--state", "paused", "--url", gateway.url,
                "--key", dealer.session.headers["Authorization"].split()[1])
    wait_for(lambda: worst(gateway, "suzhou/away")["state"] == "paused", what="the pause")


def test_a_partner_is_told_of_its_own_side_only(gateway, receiver):
    world = World(gateway)
    _, suzhou = world.dealer("suzhou")
    world.dealer("kunshan")
    hook = receiver(SECRET)
    world.endpoint(suzhou, hook, secret=SECRET)
    key = suzhou.session.headers["Authorization"].split()[1]
    answer = status(gateway, "--all", key=key)
    assert set(answer["status"]) == {"time", "party", "endpoints"}
    assert [one["name"] for one in answer["endpoints"]] == ["hook"]
    text = json.dumps(answer)
    for hidden in ["kunshan", "position", "lag", "entries", "head"]:
        assert hidden not in text


def test_a_watch_goes_on_over_a_restart_and_ends_on_interrupt(gateway):
    environment = {**os.environ, "WEIR_KEY": gateway.key}
    watch = subprocess.Popen(
        [BINARY, "status", "--watch", "--json", "--url", gateway.url], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, env=environment)
    try:
        assert json.loads(watch.stdout.readline())["ready"]
        gateway.end()
        gateway.serve()
        assert json.loads(watch.stdout.readline())["ready"]
    finally:
        watch.send_signal(signal.SIGINT)
    assert watch.wait(timeout=10) == -signal.SIGINT


def test_a_shell_completes_with_what_the_binary_prints():
    line = ('source <("$WEIR" completion bash); COMP_WORDS=(weir endpoint change crm --state ""); '
            'COMP_CWORD=5; _weir; echo "${COMPREPLY[@]}"')
    shell = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=30,
                           env={**os.environ, "WEIR": str(BINARY)})
    assert (shell.stdout, shell.stderr) == ("active paused\n", "")

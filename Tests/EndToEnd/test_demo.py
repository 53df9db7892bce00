"""The demonstration reports what the mock systems received, and is not to be fooled."""

import json
import os
import signal
import subprocess


from gateway import BINARY, free_port


def run(*arguments):
    return subprocess.run([BINARY, "demo", *arguments], capture_output=True, text=True, timeout=240)


def test_once_reports_that_everything_arrived():
    result = run("--once", "--json")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["ok"] and report["findings"] == []
    days = {step["day"]: step for step in report["steps"]}
    assert len(days) == 1 + 23, "the first copies and every working day of March"
    told = {(event["system"], event["event"]) for event in days[4]["told"]}
    assert {("suzhou", "contact.unshared"), ("the brand's CRM", "contact.updated")} <= told
    assert ("guangzhou", "it is suspended: its copy stays where it is") in {
        (one["party"], one["why"]) for one in days[8]["not_told"]}
    assert "guangzhou" in {event["system"] for event in days[15]["told"]}, "it is moved on"
    masked = days[2]["shown"]
    assert masked["changed"] == ["phones"] and "****" in masked["data"]["phones"][0]
    assert sum("shown" in step for step in report["steps"]) == 3
    systems = {one["system"]: one for one in report["systems"]}
    assert all(one["waiting"] == 0 for one in systems.values())
    assert systems["jinhe"]["state"] == "terminated" and systems["jinhe"]["records"] == 0
    assert systems["jinhe"]["withdrawn"] == systems["jinhe"]["told"] > 0
    assert systems["the brand's CRM"]["records"] > 5000
    assert report["timings"]["month_s"] > 0


def test_a_dropped_and_an_invented_event_are_both_named():
    result = run("--once", "--json", "--forgetting", "suzhou", "--inventing", "boshi")
    assert result.returncode == 1
    report = json.loads(result.stdout)
    assert not report["ok"]
    # Of a record that leaves the view within the month nothing is missing at its end: then the
    # checkpoint's number alone names the loss.
    named = ("suzhou did not get", "suzhou: checkpoint")
    lost = [finding for finding in report["findings"] if finding.startswith(named)]
    assert any("did not get" in finding or "lost: number" in finding for finding in lost), lost
    assert any(finding.startswith("boshi holds") and "may not see" in finding
               for finding in report["findings"])
    assert lost[0] in result.stderr and "boshi holds" in result.stderr


def test_it_serves_until_it_is_told_to_stop():
    port = free_port()
    process = subprocess.Popen(
        [BINARY, "demo", "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True)
    lines = []
    try:
        for line in process.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                break
        key = next(line for line in lines if "WEIR_KEY=" in line).split("WEIR_KEY=")[1].strip()
        listed = subprocess.run(
            [BINARY, "contact", "list", "--json"], capture_output=True, text=True, timeout=30,
            env={**os.environ, "WEIR_URL": f"http://127.0.0.1:{port}", "WEIR_KEY": key})
        assert listed.returncode == 0, listed.stderr
        assert len(json.loads(listed.stdout)["items"]) == 50
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert process.returncode == 0

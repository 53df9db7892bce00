"""A large import takes little memory, in the gateway and in the command."""

import json
import re
import subprocess
import time

from gateway import BINARY, BOUND
from test_import import command, write_contacts, write_departments

ROWS = 60_000
MOST = 64 * 1024  # KiB


def memory(process, name):
    """In KiB; 0 once the process is gone."""
    try:
        with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
            found = re.search(rf"{name}:\s+(\d+) kB", status.read())
    except FileNotFoundError:
        return 0
    return int(found[1]) if found else 0


def test_a_large_table_stays_within_64_mib_above_idle_on_both_sides(gateway, tmp_path):
    write_departments(tmp_path / "departments.csv")
    write_contacts(tmp_path / "contacts.csv", ROWS)
    run = command(gateway)
    idle = memory(gateway.process, "VmRSS")
    run("import", "departments.csv")
    for options in [], ["--dry-run"], []:
        importing = subprocess.Popen(
            [BINARY, "import", "contacts.csv", "--json", *options], env=run.environment,
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        peak, end = 0, time.monotonic() + 10 * BOUND
        while importing.poll() is None and time.monotonic() < end:
            peak = max(peak, memory(importing, "VmHWM"))
            time.sleep(0.02)
        answer, _ = importing.communicate(timeout=BOUND)
        assert json.loads(answer)["rows"] == ROWS
        assert 0 < peak < MOST, f"the command took {peak} KiB"
    taken = memory(gateway.process, "VmHWM") - idle
    assert taken < MOST, f"the gateway took {taken} KiB above idle"

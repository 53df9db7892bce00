"""No secret that was planted stands in any file that the gateway writes, but the master key's own."""

import base64
import os
import signal

from gateway import wait_for
from world import World


def forms(secret):
    """A secret as bytes in the shapes in which it might leak."""
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    return [secret.encode(), raw, raw.hex().encode(), base64.b64encode(raw)]


def test_files_and_logs_hold_no_secret(gateway, receiver):
    planted = "whsec_" + base64.b64encode(os.urandom(32)).decode()
    world = World(gateway)
    _, dealer = world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    hook = receiver(planted)
    endpoint = world.endpoint(dealer, hook, secret=planted)
    drawn = dealer.act(f"/v1/endpoints/{endpoint['id']}/rotate-secret", {})["secret"]
    wait_for(lambda: len(hook.snapshot()) == 2)
    gateway.client("weir_" + "A" * 43).request("GET", "/v1/contacts", expect=401)
    keys = [gateway.key, dealer.session.headers["Authorization"].removeprefix("Bearer ")]
    master = gateway.master_key.read_text().strip()
    # With the log of the store still there, as after a crash.
    gateway.end(signal.SIGKILL)
    wanted = [key.encode() for key in keys] + [master.encode()]
    for secret in (planted, drawn):
        wanted += forms(secret)
    files = [path for path in gateway.folder.rglob("*")
             if path.is_file() and path != gateway.master_key]
    assert any(path.name.endswith("-wal") for path in files), "the store's log is searched too"
    for path in files:
        content = path.read_bytes()
        for secret in wanted:
            assert secret not in content, f"a secret stands in {path.name}"
    assert (gateway.master_key.stat().st_mode & 0o777) == 0o600

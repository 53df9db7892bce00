"""Drives the binary through its command line and its public API."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import time
import uuid

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("WEIR", ROOT / ".build/release/weir"))
BOUND = 30


def wait_for(condition, bound=BOUND, what="the condition"):
    """Returns what `condition` gives once it gives something true; fails after `bound` seconds."""
    end = time.monotonic() + bound
    while time.monotonic() < end:
        result = condition()
        if result:
            return result
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come true within {bound} s")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Gateway:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.store = self.folder / "weir.db"
        self.master_key = self.folder / "weir.key"
        self.log_path = self.folder / "serve.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.key = None

    def run(self, *arguments, check=True, bound=60, **options):
        """Runs one command to its end, which comes within `bound` seconds."""
        result = subprocess.run(
            [BINARY, *arguments], capture_output=True, text=True, timeout=bound, **options)
        if check:
            assert result.returncode == 0, result.stderr + result.stdout
        return result

    def initialise(self, name="Huacheng 华诚"):
        result = self.run(
            "init", "--enterprise", name, "--store", self.store, "--master-key", self.master_key,
            "--json")
        self.key = json.loads(result.stdout)["key"]

    def serve(self, egress=("127.0.0.0/8",), options=()):
        arguments = ["serve", "--store", self.store, "--master-key", self.master_key,
                     "--listen", f"127.0.0.1:{self.port}"]
        for network in egress:
            arguments += ["--allow-egress", network]
        arguments += options
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen([BINARY, *arguments], stdout=log, stderr=log)
        wait_for(self.is_ready, what="readiness")

    def is_ready(self):
        assert self.process.poll() is None, self.log_path.read_text()
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except requests.ConnectionError:
            return False

    def end(self, how=signal.SIGTERM):
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)

    def client(self, key=None):
        return Client(self.url, key or self.key)


class Client:
    """The API as one bearer uses it."""

    def __init__(self, url, key):
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Authorization"] = f"Bearer {key}"

    def request(self, method, path, body=None, expect=None, **options):
        headers = options.pop("headers", {})
        if method in ("POST", "PATCH", "DELETE"):
            headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        response = self.session.request(
            method, self.url + path, json=body, headers=headers, timeout=30, **options)
        if expect is not None:
            assert response.status_code == expect, (method, path, response.status_code, response.text)
        return response

    def post(self, path, body, expect=201):
        return self.request("POST", path, body, expect).json()

    def patch(self, path, body, expect=200):
        return self.request("PATCH", path, body, expect).json()

    def get(self, path, expect=200):
        return self.request("GET", path, expect=expect).json()

    def delete(self, path, expect=204):
        return self.request("DELETE", path, expect=expect)

    def act(self, path, body=None, expect=200):
        return self.request("POST", path, body, expect).json()

    def all(self, path):
        items, cursor = [], None
        while True:
            mark = "&" if "?" in path else "?"
            page = self.get(path + (f"{mark}cursor={cursor}" if cursor else ""))
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items

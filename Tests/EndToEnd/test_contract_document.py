"""The API document is valid, and what it says is what happens."""

import os
import pathlib
import subprocess
import sys

import requests
from openapi_spec_validator import validate

from world import World


def test_the_document_is_valid_openapi(gateway):
    validate(requests.get(f"{gateway.url}/openapi.json", timeout=10).json())


def test_no_success_without_a_key(gateway):
    document = requests.get(f"{gateway.url}/openapi.json", timeout=10).json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method == "parameters" or operation.get("security") == []:
                continue
            response = requests.request(method, gateway.url + path.replace("{id}", "x"), timeout=10)
            assert response.status_code == 401, (method, path, response.status_code)
            assert response.headers["Content-Type"] == "application/problem+json"


def test_random_requests_get_documented_answers(gateway, tmp_path):
    world = World(gateway)
    world.dealer("suzhou")
    world.contact("zhang")
    world.rule()
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{gateway.url}/openapi.json",
        "--header", f"Authorization: Bearer {gateway.key}",
        "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
                    "response_schema_conformance",
        "--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--seed", "20261122",
        "--generation-deterministic",
        # One thread: compiling source in two at once fails in CPython before 3.12.
        "--workers", "1",
        # A slow machine is no finding.
        "--request-timeout", "60", "--suppress-health-check", "too_slow",
    ]
    hooks = pathlib.Path(__file__).with_name("schemathesis_hooks.py")
    result = subprocess.run(
        command, capture_output=True, text=True, timeout=240, cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": hooks.stem, "PYTHONPATH": str(hooks.parent)})
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]

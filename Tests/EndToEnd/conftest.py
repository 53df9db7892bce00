"""Fixtures: the release binary with a store of its own, and receivers that we did not write."""

import os
import pathlib
import signal

import pytest

from gateway import Gateway
from receiver import Receiver

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def contracts():
    return ROOT / "Contracts"


@pytest.fixture
def gateway(tmp_path):
    """A gateway that has been initialised and serves; ended after the test, also a failed one."""
    gateway = Gateway(tmp_path)
    gateway.initialise()
    gateway.serve()
    yield gateway
    gateway.end(signal.SIGKILL)


@pytest.fixture
def receiver():
    """Makes receivers; each is closed after the test."""
    made = []

    def make(secret, **options):
        made.append(Receiver(secret, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def pytest_report_header():
    return f"weir: {os.environ.get('WEIR', ROOT / '.build/release/weir')}"

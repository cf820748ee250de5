"""Fixtures that all launcher tests share."""

import os
import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data():
    """The folder of real scans. Without the folder the test is skipped, but fails when CI requires the folder."""
    folder = os.environ.get("LUNGBURDEN_DATA")
    if not folder:
        if os.environ.get("CI") == "true":
            pytest.fail("LUNGBURDEN_DATA must name the folder of real scans")
        pytest.skip("LUNGBURDEN_DATA names no folder of real scans")
    return Path(folder)


@pytest.fixture(autouse=True)
def _programs_are_marked(request, monkeypatch):
    """Checks that each test which starts a program has the mark `programs`; the quick tests leave such tests out."""
    if request.node.get_closest_marker("programs") is None:
        def refuse(_self, command, *_, **__):
            pytest.fail(f"a test that starts a program must be marked `programs`: {command}")

        monkeypatch.setattr(subprocess.Popen, "__init__", refuse)

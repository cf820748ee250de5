"""What the launcher tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data():
    """The folder of real scans; skipped without it, except where CI says that it must be there."""
    folder = os.environ.get("LUNGBURDEN_DATA")
    if not folder:
        if os.environ.get("CI") == "true":
            pytest.fail("LUNGBURDEN_DATA must name the folder of real scans")
        pytest.skip("LUNGBURDEN_DATA names no folder of real scans")
    return Path(folder)

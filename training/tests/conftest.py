"""One thread, fixed seeds; the fixture `data` skips without LUNGBURDEN_DATA, and fails where CI=true."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch


@pytest.fixture(autouse=True)
def _seeded() -> None:
    torch.set_num_threads(1)
    torch.manual_seed(0)


@pytest.fixture(scope="session")
def data() -> Path:
    """The data folder."""
    folder = os.environ.get("LUNGBURDEN_DATA")
    if folder and Path(folder).is_dir():
        return Path(folder)
    if os.environ.get("CI") == "true":
        pytest.fail("LUNGBURDEN_DATA must name the data folder in CI")
    pytest.skip("LUNGBURDEN_DATA does not name a data folder")

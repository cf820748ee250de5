"""Codes of readers become sets of labels."""
from __future__ import annotations

import pytest
import torch

from lungburden_training.data.labels import label_sets


def test_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown label codes"):
        label_sets(torch.tensor([0, 7]).numpy(), {0: 1})

"""Labels where readers outlined only part of the truth.

A pixel has the set of labels that may be true, as bits: 1 background, 2 lung, 4 GGO, 8 high opacity. A fully known label is one
bit, "some lesion" is 12, "not lesion" 3, "lung, finding unknown" 14, "nothing known" 15.
"""
from __future__ import annotations

from typing import TypeVar

import numpy as np
from torch import Tensor

BACKGROUND, LUNG, GGO, HIGH = 1, 2, 4, 8
LESION, NOT_LESION, INSIDE, ANYTHING = 12, 3, 14, 15
Sets = TypeVar("Sets", np.ndarray, Tensor)


def label_sets(labels: np.ndarray, codes: dict[int, int]) -> np.ndarray:
    """Label codes uint8 -> sets of labels that may be true, same shape; an unknown code is an error."""
    table = np.zeros(256, np.uint8)
    for code, members in codes.items():
        table[code] = members
    result = table[labels]
    if not result.all():
        raise ValueError(f"unknown label codes among {np.unique(labels)}")
    return result


def membership(sets: Sets, group: int) -> tuple[Sets, Sets]:
    """Masks of the shape of the sets: surely in the group of labels, and known to be in or out."""
    inside = (sets & (ANYTHING & ~group)) == 0
    return inside, inside | ((sets & group) == 0)


def tells_lung(sets: np.ndarray) -> np.ndarray:
    """Sets [s, y, x] -> bool [s, 1, 1]: did a reader outline healthy lung in the slice, not only lesions?"""
    inside, _ = membership(sets, INSIDE)
    return (inside & ((sets & LUNG) != 0)).any((1, 2), keepdims=True)

"""Losses where the data tell only part of the truth.

A target is a set of labels that may be true, as bits: 1 background, 2 lung, 4 GGO, 8 high opacity. A full label is one bit,
"some lesion" is 12, "not lesion" 3, "lung, finding not told" 14, "nothing told" 15.
"""
from __future__ import annotations

import math
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

BACKGROUND, LUNG, GGO, HIGH = 1, 2, 4, 8
LESION, NOT_LESION, INSIDE, ANYTHING = 12, 3, 14, 15
DICE_GROUPS = (LESION, INSIDE, GGO, HIGH)
Sets = TypeVar("Sets", np.ndarray, Tensor)


def _members(sets: Tensor) -> Tensor:
    """Sets [N, y, x] -> bool [N, 4, y, x]: may this label be true?"""
    bits = torch.tensor([1, 2, 4, 8], dtype=torch.uint8, device=sets.device).view(1, 4, 1, 1)
    return (sets[:, None] & bits) != 0


def membership(sets: Sets, group: int) -> tuple[Sets, Sets]:
    """Masks of the shape of the sets: surely in the group of labels, and told whether or not."""
    inside = (sets & (ANYTHING & ~group)) == 0
    return inside, inside | ((sets & group) == 0)


def tells_lung(sets: np.ndarray) -> np.ndarray:
    """Sets [s, y, x] -> bool [s, 1, 1]: does the slice tell healthy lung, not only lesions, from what is outside?"""
    inside, _ = membership(sets, INSIDE)
    return (inside & ((sets & LUNG) != 0)).any((1, 2), keepdims=True)


def partial_cross_entropy(log_p: Tensor, sets: Tensor) -> Tensor:
    """Mean of -log(sum of p over the labels that may be true), over pixels that tell something.

    log_p [N, 4, y, x], sets uint8 [N, y, x] -> scalar.
    """
    told = sets != ANYTHING
    loss = -log_p.masked_fill(~_members(sets), -math.inf).logsumexp(1) * told
    return loss.sum() / told.sum().clamp_min(1)


def group_dice(log_p: Tensor, sets: Tensor, group: int) -> Tensor:
    """Soft Dice of a group of labels over the batch, on the pixels that tell whether they belong to it; 1 when none does.

    log_p [N, 4, y, x], sets uint8 [N, y, x], group a set of labels -> scalar in [0, 1].
    """
    inside, known = membership(sets, group)
    columns = [label for label in range(4) if group >> label & 1]
    p = log_p[:, columns].exp().sum(1) * known
    return (2 * (p * inside).sum() + 1.0) / (p.sum() + inside.sum() + 1.0)


def total_loss(log_p: Tensor, sets: Tensor, dice_weight: float = 0.5) -> Tensor:
    """Cross-entropy plus the mean soft Dice loss of lesion, whole lung, GGO and high opacity."""
    dice = sum(1 - group_dice(log_p, sets, group) for group in DICE_GROUPS) / len(DICE_GROUPS)
    return partial_cross_entropy(log_p, sets) + dice_weight * dice

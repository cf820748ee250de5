"""Losses where readers outlined only part of the truth: a target is a set of labels that may be true (`data/labels.py`)."""
from __future__ import annotations

import math

import torch
from torch import Tensor

from ..data.labels import ANYTHING, GGO, HIGH, INSIDE, LESION, membership

DICE_GROUPS = (LESION, INSIDE, GGO, HIGH)


def _members(sets: Tensor) -> Tensor:
    """Sets [N, y, x] -> bool [N, 4, y, x]: may this label be true?"""
    bits = torch.tensor([1, 2, 4, 8], dtype=torch.uint8, device=sets.device).view(1, 4, 1, 1)
    return (sets[:, None] & bits) != 0


def partial_cross_entropy(log_p: Tensor, sets: Tensor) -> Tensor:
    """Mean of -log(sum of p over the labels that may be true), over pixels of which something is known.

    log_p [N, 4, y, x], sets uint8 [N, y, x] -> scalar.
    """
    told = sets != ANYTHING
    loss = -log_p.masked_fill(~_members(sets), -math.inf).logsumexp(1) * told
    return loss.sum() / told.sum().clamp_min(1)


def group_dice(log_p: Tensor, sets: Tensor, group: int) -> Tensor:
    """Soft Dice of a group of labels over the batch, on the pixels known to be in or out; 1 when none is in.

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

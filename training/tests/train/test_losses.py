"""Losses against an oracle that goes pixel by pixel."""
from __future__ import annotations

import math

import pytest
import torch

from lungburden_training.data.labels import ANYTHING, HIGH, LESION
from lungburden_training.train.losses import DICE_GROUPS, group_dice, partial_cross_entropy, total_loss

SETS = (1, 2, 4, 8, 3, 12, 14, 15)


def _sample() -> tuple[torch.Tensor, torch.Tensor]:
    log_p = torch.randn(2, 4, 5, 7).log_softmax(1)
    sets = torch.tensor(SETS, dtype=torch.uint8)[torch.randint(0, len(SETS), (2, 5, 7))]
    return log_p, sets


def _pixels(log_p: torch.Tensor, sets: torch.Tensor):
    for n in range(2):
        for y in range(5):
            for x in range(7):
                yield [math.exp(v) for v in log_p[n, :, y, x].tolist()], int(sets[n, y, x])


def test_cross_entropy_equals_brute_force() -> None:
    log_p, sets = _sample()
    losses = [-math.log(sum(p[label] for label in range(4) if members >> label & 1))
              for p, members in _pixels(log_p, sets) if members != ANYTHING]
    assert float(partial_cross_entropy(log_p, sets)) == pytest.approx(sum(losses) / len(losses), rel=1e-5)


@pytest.mark.parametrize("group", DICE_GROUPS)
def test_dice_equals_brute_force(group: int) -> None:
    log_p, sets = _sample()
    both = found = true = 0.0
    for p, members in _pixels(log_p, sets):
        may_be_inside, may_be_outside = bool(members & group), bool(members & ~group & 15)
        if may_be_inside and may_be_outside:
            continue
        q = sum(p[label] for label in range(4) if group >> label & 1)
        found += q
        true += may_be_inside
        both += q * may_be_inside
    assert float(group_dice(log_p, sets, group)) == pytest.approx((2 * both + 1) / (found + true + 1), rel=1e-5)


def test_total_loss_is_the_sum_of_its_parts() -> None:
    log_p, sets = _sample()
    dice = [1 - float(group_dice(log_p, sets, group)) for group in (12, 14, 4, 8)]
    assert float(total_loss(log_p, sets, 0.7)) == pytest.approx(
        float(partial_cross_entropy(log_p, sets)) + 0.7 * sum(dice) / 4, rel=1e-6)


def test_merged_lesion_never_says_which() -> None:
    raw = torch.zeros(1, 4, 1, 1, requires_grad=True)
    sets = torch.full((1, 1, 1), LESION, dtype=torch.uint8)
    total_loss(raw.log_softmax(1), sets).backward()
    gradient = raw.grad.flatten()
    assert gradient[2] == pytest.approx(float(gradient[3])) and gradient[2] < 0 < gradient[0]


def test_a_hopeless_pixel_still_learns() -> None:
    raw = torch.tensor([30.0, 0, 0, 0]).view(1, 4, 1, 1).requires_grad_()
    partial_cross_entropy(raw.log_softmax(1), torch.full((1, 1, 1), LESION, dtype=torch.uint8)).backward()
    assert raw.grad.flatten().tolist() == pytest.approx([1, 0, -0.5, -0.5], abs=1e-6)


def test_nothing_told_gives_no_gradient() -> None:
    raw = torch.randn(1, 4, 2, 2, requires_grad=True)
    total_loss(raw.log_softmax(1), torch.full((1, 2, 2), ANYTHING, dtype=torch.uint8)).backward()
    assert raw.grad.abs().max() < 1e-6


def test_perfect_answer_costs_nothing() -> None:
    sets = torch.full((1, 4, 4), HIGH, dtype=torch.uint8)
    log_p = torch.full((1, 4, 4, 4), -40.0)
    log_p[:, 3] = 0
    assert float(total_loss(log_p, sets)) < 1e-3

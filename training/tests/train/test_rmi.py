"""Region mutual information against NumPy that goes neighborhood by neighborhood."""
from __future__ import annotations

import numpy as np
import pytest
import torch

from lungburden_training.data.labels import LESION
from lungburden_training.train.rmi import ALPHA, FLOOR, region_information, rmi_loss


def _brute_force(truth: np.ndarray, found: np.ndarray) -> float:
    """One image, one label."""
    def neighborhoods(image: np.ndarray) -> np.ndarray:
        rows, columns = image.shape[0] // 4, image.shape[1] // 4
        small = [[image[4 * r:4 * r + 4, 4 * c:4 * c + 4].mean() for c in range(columns)] for r in range(rows)]
        return np.array([[small[r + j][c + i] for j in range(3) for i in range(3)]
                         for r in range(rows - 2) for c in range(columns - 2)])

    y, p = (neighborhoods(image) for image in (truth, found))
    n = len(y)
    both = np.cov(np.concatenate([y, p], 1).T, ddof=0) * n
    yy, yp, pp = both[:9, :9], both[:9, 9:], both[9:, 9:]
    rest = yy - yp @ np.linalg.solve(pp + ALPHA * np.eye(9), yp.T)
    return 0.5 * np.linalg.slogdet(rest + ALPHA * np.eye(9))[1] / 9


def test_region_information_equals_brute_force() -> None:
    truth = (torch.rand(2, 3, 40, 48, dtype=torch.float64) > 0.6).double()
    found = (0.7 * truth + 0.3 * torch.rand_like(truth)).clamp(0, 1)
    found[1, 2] = 0.3  # a constant map has a singular covariance
    expected = sum(_brute_force(truth[n, c].numpy(), found[n, c].numpy()) for n in range(2) for c in range(3)) / 2
    assert float(region_information(truth, found)) == pytest.approx(expected, rel=1e-9)


def test_the_loss_equals_brute_force_over_told_pixels() -> None:
    sets = torch.tensor([1, 2, 4, 8, LESION], dtype=torch.uint8)[torch.randint(0, 5, (2, 32, 36))]
    raw = torch.randn(2, 4, 32, 36, dtype=torch.float64)
    told = (sets != LESION).numpy()
    truth = np.stack([(sets == label).numpy() for label in (1, 2, 4, 8)], 1).astype(float)
    p = 1 / (1 + np.exp(-raw.numpy()))
    cross = -(truth * np.log(p) + (1 - truth) * np.log(1 - p)).sum(1)[told].sum() / (told.sum() + 1)
    regions = sum(_brute_force(truth[n, c], (p[n, c] * told[n]) + FLOOR) for n in range(2) for c in range(4)) / 2
    assert float(rmi_loss(raw, sets, 0.3)) == pytest.approx(0.3 * cross + 0.7 * regions, rel=1e-9)


def test_the_truth_is_the_best_answer() -> None:
    sets = torch.tensor([1, 2, 4, 8], dtype=torch.uint8)[torch.randint(0, 4, (2, 8, 8))]
    sets = sets.repeat_interleave(8, 1).repeat_interleave(8, 2)
    right = torch.stack([torch.where(sets == label, 8.0, -8.0) for label in (1, 2, 4, 8)], 1)
    losses = [float(rmi_loss(raw, sets)) for raw in (right, 0.1 * right, torch.zeros_like(right), -right)]
    assert losses[0] < losses[1] < losses[2] and losses[0] < losses[3]


def test_float32_answers_have_finite_gradients_and_untold_pixels_none() -> None:
    raw = torch.randn(2, 4, 32, 32, requires_grad=True)
    sets = torch.tensor([1, 2, 4, 8], dtype=torch.uint8)[torch.randint(0, 4, (2, 32, 32))]
    sets[:, :16] = LESION
    rmi_loss(raw, sets).backward()
    assert torch.isfinite(raw.grad).all() and raw.grad[:, :, 16:].abs().max() > 0
    assert raw.grad[:, :, :16].abs().max() == 0

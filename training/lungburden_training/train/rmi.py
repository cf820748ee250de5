"""Region mutual information loss (Zhao et al. 2019, arXiv 1910.12037), where every pixel is its 3 x 3 neighborhood.

The bound that is maximized is -1/2 log det(M), M = cov(Y) - cov(Y, P) cov(P)^-1 cov(Y, P)^T with Y the truth's and P the
prediction's 9-dimensional vectors of one image and label. Matrices are near singular, so covariances, inverse
and determinant run in float64.
"""
from __future__ import annotations

import torch
from torch import Tensor
import torch.nn.functional as F

RADIUS = 3
POOL = 4
ALPHA = 5e-4  # on the diagonals, as in the authors' method, so that constant maps can be inverted
FLOOR = 1e-6
ONE_LABEL = (1, 2, 4, 8)


def rmi_loss(raw: Tensor, sets: Tensor, weight: float = 0.5) -> Tensor:
    """weight * binary cross-entropy + (1 - weight) * region mutual information, every label against the rest.

    raw [N, 4, y, x] before the sigmoid, sets uint8 [N, y, x] -> scalar. Pixels whose label is not fully known count nowhere:
    this loss has no form for partial labels.
    """
    truth = torch.stack([sets == label for label in ONE_LABEL], 1).to(raw.dtype)
    told = truth.sum(1, keepdim=True)
    cross = F.binary_cross_entropy_with_logits(raw, truth, weight=told.expand_as(raw), reduction="sum") / (told.sum() + 1)
    found = torch.sigmoid(raw) * told + FLOOR
    return weight * cross + (1 - weight) * region_information(truth, found)


def region_information(truth: Tensor, found: Tensor) -> Tensor:
    """Maps [N, C, y, x] in [0, 1] -> 1/2 log det(M) / 9, mean over images, sum over labels. Lower is better."""
    y, p = (vectors(F.avg_pool2d(maps, POOL)) for maps in (truth, found))
    eye = ALPHA * torch.eye(y.shape[2], dtype=y.dtype, device=y.device)
    cross = y @ p.transpose(2, 3)
    rest = y @ y.transpose(2, 3) - cross @ torch.linalg.inv(p @ p.transpose(2, 3) + eye) @ cross.transpose(2, 3)
    root = torch.linalg.cholesky((rest + rest.transpose(2, 3)) / 2 + eye)
    half_log_determinant = torch.log(torch.diagonal(root, dim1=2, dim2=3)).sum(2)
    return (half_log_determinant / y.shape[2]).mean(0).sum().to(truth.dtype)


def vectors(maps: Tensor) -> Tensor:
    """Maps [N, C, y, x] -> centered float64 vectors [N, C, 9, (y - 2) (x - 2)] of all neighborhoods inside the image."""
    rows, columns = maps.shape[2] - RADIUS + 1, maps.shape[3] - RADIUS + 1
    shifted = [maps[:, :, j:j + rows, i:i + columns].flatten(2) for j in range(RADIUS) for i in range(RADIUS)]
    stacked = torch.stack(shifted, 2).double()
    return stacked - stacked.mean(3, keepdim=True)

"""Pictures to look at: the CT with the labels found (above) and true (below), GGO blue, high opacity yellow, lung green."""
from __future__ import annotations

from pathlib import Path

from PIL import Image
import numpy as np

_COLORS = np.array([[0, 0, 0], [60, 160, 60], [40, 90, 255], [255, 220, 0]], np.float32)


def write_overlay(path: Path, hu: np.ndarray, found: np.ndarray, truth: np.ndarray, columns: int = 6) -> None:
    """Volumes [k][j][i]; `columns` slices spread over the scan."""
    ks = np.linspace(0.15, 0.85, columns) * (len(hu) - 1)
    rows = [np.concatenate([_blend(hu[int(k)], labels[int(k)]) for k in ks], 1) for labels in (found, truth)]
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.concatenate(rows).astype(np.uint8)).save(path)


def _blend(hu: np.ndarray, labels: np.ndarray) -> np.ndarray:
    gray = np.clip((hu.astype(np.float32) + 1024) / 1174, 0, 1)[..., None] * 255 * np.ones(3, np.float32)
    alpha = np.where(labels > 1, 0.5, np.where(labels == 1, 0.2, 0.0))[..., None]
    return (1 - alpha) * gray + alpha * _COLORS[labels]

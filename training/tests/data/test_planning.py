"""Planning scans: what counts as healthy lung, what as unknown, what as tumor."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lungburden_training.data.planning import FOLDER, codes, paths, read_scan, tumors

SPACING = (2.0, 2.0, 6.0)  # 0.024 mL a voxel: 42 are more than 1 mL


def _chest() -> tuple[np.ndarray, np.ndarray]:
    """A lung of 30 rows from front to back in soft tissue; the last 10 rows are its dependent back."""
    lung = np.zeros((4, 40, 40), bool)
    lung[:, 5:35, 5:35] = True
    return np.where(lung, -800, 40).astype(np.int16), lung


def test_dense_lung_is_healthy_in_the_back_alone() -> None:
    hu, lung = _chest()
    hu[1, 10, 10], hu[1, 24, 10], hu[1, 25, 10], hu[1, 34, 10] = -499, -499, -499, -350
    hu[2, 10, 10] = -500
    found = codes(hu, lung, SPACING)
    assert (found[~lung] == 0).all()
    assert np.argwhere(found == 254).tolist() == [[1, 10, 10], [1, 24, 10]]


def test_a_large_dense_part_is_tumor_in_the_back_too() -> None:
    hu, lung = _chest()
    hu[1:3, 28:33, 10:14] = -200  # 40 voxels: too small
    hu[1:3, 27:33, 20:24] = -200  # 48 voxels
    hu[0, 30, 30] = 40
    part = tumors(hu, lung, SPACING)
    assert part.sum() == 48 and part[1:3, 27:33, 20:24].all()
    assert np.array_equal(codes(hu, lung, SPACING) == 254, part)


def test_a_scan_without_lung_has_no_labels() -> None:
    hu, lung = _chest()
    assert not codes(hu, lung & False, SPACING).any()


def test_every_second_slice_is_read_at_its_place(tmp_path: Path) -> None:
    lung = np.random.default_rng(1).random((3, 256, 256)) > 0.5
    (tmp_path / FOLDER).mkdir()
    np.savez(tmp_path / FOLDER / "p.npz", image=np.full((3, 256, 256), 100, np.uint8), lung=np.packbits(lung),
             z=np.array([4, 6, 8], np.int16), spacing=np.array([1.5, 1.5, 3.0]))
    assert paths(tmp_path / "nothing") == []
    hu, found, position, spacing = read_scan(paths(tmp_path)[0])
    assert (hu == -352).all() and np.array_equal(found, lung)
    assert position.tolist() == [12, 18, 24] and spacing == (1.5, 1.5, 6.0)


def test_real_lungs_are_mostly_healthy(data: Path) -> None:
    for path in paths(data):
        hu, lung, _, spacing = read_scan(path)
        found = codes(hu, lung, spacing)
        assert 0.85 < (found == 1).sum() / lung.sum() < 0.99, path.stem
        assert np.array_equal(found > 0, lung)
        assert 2000 < lung.sum() * np.prod(spacing) / 1000 < 6000
    with pytest.raises(FileNotFoundError):
        read_scan(data / FOLDER / "none.npz")

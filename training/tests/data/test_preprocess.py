"""Preprocessing against PIL, brute force and the stored fixtures."""
from __future__ import annotations

import json
import math
from pathlib import Path

from PIL import Image
import nibabel
import numpy as np
import pytest
import torch

from lungburden_training.data import fixtures, preprocess
from lungburden_training.data.nifti import read_nifti
from lungburden_training.data.preprocess import Box, Window

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "preprocess.json"


@pytest.mark.parametrize("shape", [(256, 256), (61, 83), (315, 301), (512, 470), (630, 257)])
def test_resize_equals_pil(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(1).random(shape, np.float32)
    expected = np.asarray(Image.fromarray(image, mode="F").resize((256, 256), Image.BILINEAR))
    np.testing.assert_allclose(preprocess.resize(image), expected, rtol=0, atol=2e-6)


def test_resize_equals_torch_antialias() -> None:
    image = np.random.default_rng(2).random((333, 419), np.float32)
    expected = torch.nn.functional.interpolate(torch.from_numpy(image)[None, None], size=(256, 256), mode="bilinear",
                                               antialias=True, align_corners=False)[0, 0].numpy()
    np.testing.assert_allclose(preprocess.resize(image), expected, rtol=0, atol=1e-5)


def _brute_box(hu: np.ndarray) -> tuple[int, int, int, int] | None:
    """The body box by loops over pixels."""
    _, rows, columns = hu.shape
    f = -(-max(rows, columns) // 128)
    disc = [(a, b) for a in range(-2, 3) for b in range(-2, 3) if abs(a) + abs(b) < 4]
    found: list[tuple[int, int]] = []
    for slice_ in hu:
        h, w = rows // f, columns // f
        mask = {(j, i) for j in range(h) for i in range(w) if slice_[j * f:j * f + f, i * f:i * f + f].mean() > -500}
        inside = lambda j, i: 0 <= j < h and 0 <= i < w  # noqa: E731
        eroded = {(j, i) for j in range(h) for i in range(w)
                  if all(not inside(j + a, i + b) or (j + a, i + b) in mask for a, b in disc)}
        opened = {(j + a, i + b) for j, i in eroded for a, b in disc if inside(j + a, i + b)}
        best: set[tuple[int, int]] = set()
        left = set(opened)
        for start in sorted(opened):
            if start not in left:
                continue
            left.discard(start)
            part, todo = {start}, [start]
            while todo:
                j, i = todo.pop()
                for step in ((j + 1, i), (j - 1, i), (j, i + 1), (j, i - 1)):
                    if step in left:
                        left.discard(step)
                        part.add(step)
                        todo.append(step)
            if len(part) > len(best):
                best = part
        if len(best) >= 0.01 * h * w:
            found += best
    if not found:
        return None
    js, is_ = [j for j, _ in found], [i for _, i in found]
    return min(js) * f, (max(js) + 1) * f, min(is_) * f, (max(is_) + 1) * f


@pytest.mark.parametrize("seed", range(4))
def test_body_box_equals_brute_force(seed: int) -> None:
    rng = np.random.default_rng(seed)
    blobs = rng.random((2, 9, 11)).repeat(7, 1).repeat(6, 2)[:, :60 - seed, :64]
    hu = np.where(blobs > 0.55, 0, -1000).astype(np.int16)
    hu[:, rng.integers(0, 50, 40), rng.integers(0, 60, 40)] = 100
    box = preprocess.body_box(hu)
    assert (box.j0, box.j1, box.i0, box.i1) == _brute_box(hu)


def test_equal_components_first_in_raster_order() -> None:
    hu = np.full((1, 64, 64), -1000, np.int16)
    hu[0, 30:40, 5:15] = 0
    hu[0, 20:30, 40:50] = 0
    assert preprocess.body_box(hu) == Box(20, 30, 40, 50)


@pytest.mark.parametrize("slices, spacing, stride, first", [
    (45, 6.0, 1, 0), (209, 1.125, 4, 0), (148, 2.0, 3, 0), (150, 2.0, 3, 1), (10, 3.0, 2, 0), (1, 0.6, 8, 0), (6, 2.0, 3, 1)])
def test_network_slices(slices: int, spacing: float, stride: int, first: int) -> None:
    ks = preprocess.network_slices(slices, spacing, 5.0)
    assert preprocess.network_stride(spacing, 5.0) == stride
    assert ks[0] == first and (np.diff(ks) == stride).all() and ks[-1] < slices <= ks[-1] + stride


def test_window_clips_and_keeps_its_input() -> None:
    hu = np.array([-2000, -1024, -437, 150, 3000], np.int16)
    np.testing.assert_allclose(Window(-1024, 150).apply(hu), [0, 0, 0.5, 1, 1])
    assert hu[0] == -2000


def test_back_to_scan_equals_point_by_point() -> None:
    rng = np.random.default_rng(3)
    p = rng.random((3, 4, 256, 256), np.float32)
    shape, box, ks = (9, 30, 330), Box(2, 27, 10, 310), np.array([1, 4, 7])
    labels = preprocess.labels_on_scan(p, shape, box, ks)
    assert not labels[:, :2].any() and not labels[:, 27:].any() and not labels[:, :, :10].any()

    def weights(position: float, count: int) -> list[tuple[int, float]]:
        position = min(max(position, 0.0), count - 1.0)
        low = math.floor(position)
        return [(low, 1 - position + low), (min(low + 1, count - 1), position - low)]

    for _ in range(300):
        k, j, i = rng.integers(9), rng.integers(2, 27), rng.integers(10, 310)
        value = sum(a * b * c * p[m, :, y, x].astype(float)
                    for m, a in weights((k - 1) / 3, 3)
                    for y, b in weights((j - 2 + 0.5) * 256 / 25 - 0.5, 256)
                    for x, c in weights((i - 10 + 0.5) * 256 / 300 - 0.5, 256))
        if np.diff(np.sort(value)[-2:])[0] > 1e-5:
            assert labels[k, j, i] == value.argmax()


def test_stored_fixtures_are_what_the_code_gives() -> None:
    stored, fresh = json.loads(FIXTURES.read_text()), fixtures.document()
    assert len(stored["cases"]) == len(fresh["cases"])
    for old, new in zip(stored["cases"], fresh["cases"]):
        for case in (old, new):
            points = case.pop("resized", {"points": []})["points"]
            case["values"] = [value for _, _, value in points]
        assert old.pop("values") == pytest.approx(new.pop("values"), abs=1e-6)
        assert old == new


@pytest.mark.parametrize("axes", ["LPS", "RAS", "SAL", "PIR"])
def test_every_orientation_reads_alike(tmp_path: Path, axes: str) -> None:
    voxels = np.random.default_rng(4).integers(-1000, 1000, (5, 6, 7)).astype(np.int16)
    lps = nibabel.Nifti1Image(voxels, np.diag([-2.0, -3.0, 4.0, 1.0]))
    wanted = nibabel.orientations.axcodes2ornt(axes)
    change = nibabel.orientations.ornt_transform(nibabel.io_orientation(lps.affine), wanted)
    nibabel.save(lps.as_reoriented(change), str(tmp_path / "v.nii.gz"))
    read, spacing = read_nifti(tmp_path / "v.nii.gz")
    np.testing.assert_array_equal(read, voxels.transpose(2, 1, 0))
    assert spacing == pytest.approx((2, 3, 4))

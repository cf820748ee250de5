"""Makes `fixtures/preprocess.json`, on which the Python and the Java kernels must agree (command `fixtures`).

Layout
    window            {lowHu, highHu}
    neighbourDistanceMm
    cases[]           one volume each
      name, shape [slices, rows, columns], spacingMm [i, j, k]
      ellipsoids[]    {centre [k, j, i], radii [k, j, i], hu}: the volume starts at -1000; for every ellipsoid in order a voxel
                      with ((k-ck)/rk)^2 + ((j-cj)/rj)^2 + ((i-ci)/ri)^2 <= 1 (doubles) becomes `hu`;
                      then ((7 i + 13 j + 29 k) mod 41) - 20 is added to every voxel
      voxelSum        sum of all voxels, to check that the volume was built alike
      box             [j0, j1, i0, i1], half-open; null when there is no body (the rest is absent then)
      stride, offset, slices[]   the slices that the network sees
      resized         {slice (index into `slices`), points [[y, x, value]...]}: windowed, cropped, resized to 256 x 256; to 1e-5
      probabilities   {centres [[cm, cy, cx] per label]}: weight of label l at (m, y, x) is
                      1 / (1 + ((m-cm)/2)^2 + ((y-cy)/40)^2 + ((x-cx)/40)^2); probability = weight / sum of the four weights
      labels          {points [[k, j, i, label]...]}: after interpolation back to the scan; points near a tie are left out
"""
from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from . import preprocess
from .preprocess import Window

WINDOW, DISTANCE_MM = Window(-1024, 150), 5.0
POINTS = 200
CENTRES = [[0.0, 20.0, 30.0], [1.5, 120.0, 80.0], [3.0, 150.0, 190.0], [0.5, 230.0, 128.0]]


def ellipsoid(centre: list[float], radii: list[float], hu: int) -> dict:
    return {"centre": centre, "radii": radii, "hu": hu}


def chest(k: float, j: float, i: float, rj: float, ri: float) -> list[dict]:
    """A body with two lungs, one of them with a lesion."""
    return [ellipsoid([k, j, i], [1000.0, rj, ri], 40),
            ellipsoid([k, j, i - 0.45 * ri], [1000.0, 0.6 * rj, 0.3 * ri], -850),
            ellipsoid([k, j, i + 0.45 * ri], [1000.0, 0.6 * rj, 0.3 * ri], -820),
            ellipsoid([k, j + 0.2 * rj, i + 0.45 * ri], [6.3, 0.21 * rj, 0.17 * ri], -430)]


CASES = [
    ("odd-anisotropic", [13, 71, 97], [0.9, 1.1, 5.0], chest(6.0, 33.2, 49.1, 27.3, 41.7)),
    ("thin-slices", [24, 150, 201], [0.7, 0.7, 1.25], chest(11.0, 71.4, 98.6, 55.2, 83.9)),
    ("cut-by-field-of-view", [7, 131, 129], [1.4, 1.4, 2.5], chest(3.0, 64.3, 63.1, 90.7, 88.3)),
    ("bed-and-arm", [12, 260, 301], [0.8, 0.8, 1.7],
     chest(5.0, 111.3, 152.2, 83.1, 104.9) + [ellipsoid([6.0, 233.3, 150.4], [1000.0, 4.6, 120.3], 10),
                                               ellipsoid([6.0, 120.2, 281.3], [1000.0, 16.4, 14.7], 35)]),
    ("upsampled", [5, 60, 49], [3.0, 3.0, 3.0], chest(2.0, 29.6, 24.3, 22.4, 20.9)),
    ("one-slice", [1, 90, 80], [1.5, 1.5, 10.0], chest(0.0, 44.1, 40.2, 31.6, 35.3)),
    ("body-grows", [9, 128, 128], [1.5, 1.5, 6.0], [ellipsoid([9.0, 60.3, 66.2], [10.3, 41.6, 52.7], 30)]),
    ("too-small", [4, 128, 128], [1.5, 1.5, 5.0], [ellipsoid([1.0, 60.3, 66.2], [100.0, 6.1, 6.3], 30)]),
    ("air", [4, 64, 66], [1.5, 1.5, 5.0], []),
]


def build(shape: list[int], ellipsoids: list[dict]) -> np.ndarray:
    """The volume int16 [k][j][i] as the text above says."""
    k, j, i = np.ogrid[:shape[0], :shape[1], :shape[2]]
    hu = np.full(shape, -1000, np.int16)
    for e in ellipsoids:
        (ck, cj, ci), (rk, rj, ri) = e["centre"], e["radii"]
        hu[((k - ck) / rk) ** 2 + ((j - cj) / rj) ** 2 + ((i - ci) / ri) ** 2 <= 1] = e["hu"]
    return (hu + ((7 * i + 13 * j + 29 * k) % 41) - 20).astype(np.int16)


def probabilities(m: int) -> np.ndarray:
    """[m, 4, 256, 256] float32."""
    t, y, x = np.ogrid[:m, :256, :256]
    weights = np.stack([1 / (1 + ((t - cm) / 2) ** 2 + ((y - cy) / 40) ** 2 + ((x - cx) / 40) ** 2)
                        for cm, cy, cx in CENTRES], 1)
    return (weights / weights.sum(1, keepdims=True)).astype(np.float32)


def case(name: str, shape: list[int], spacing: list[float], ellipsoids: list[dict]) -> dict:
    """One entry of `cases`."""
    rng = np.random.default_rng(len(name))
    hu = build(shape, ellipsoids)
    result = {"name": name, "shape": shape, "spacingMm": spacing, "ellipsoids": ellipsoids, "voxelSum": int(hu.sum(dtype=np.int64))}
    box = preprocess.body_box(hu)
    if box is None:
        return {**result, "box": None}
    ks = preprocess.network_slices(shape[0], spacing[2], DISTANCE_MM)
    chosen = len(ks) // 2
    image = preprocess.network_grid(hu, box, ks[chosen:chosen + 1], WINDOW)[0]
    points = [[int(y), int(x), round(float(image[y, x]), 7)] for y, x in rng.integers(0, 256, (POINTS, 2))]
    p = probabilities(len(ks))
    labels = preprocess.labels_on_scan(p, tuple(shape), box, ks)
    nudged = [preprocess.labels_on_scan(p * (1 + 1e-3 * np.eye(4, dtype=np.float32)[label])[None, :, None, None], tuple(shape), box, ks)
              for label in range(4)]
    clear = np.all([labels == other for other in nudged], axis=0)
    voxels = [v for v in rng.integers(0, shape, (3 * POINTS, 3)) if clear[tuple(v)]][:POINTS]
    return {**result, "box": [box.j0, box.j1, box.i0, box.i1], "stride": preprocess.network_stride(spacing[2], DISTANCE_MM),
            "offset": int(ks[0]), "slices": ks.tolist(), "resized": {"slice": chosen, "points": points},
            "probabilities": {"centres": CENTRES},
            "labels": {"points": [[*map(int, v), int(labels[tuple(v)])] for v in voxels]}}


def document() -> dict:
    """The whole file."""
    return {"window": {"lowHu": WINDOW.low, "highHu": WINDOW.high}, "neighbourDistanceMm": DISTANCE_MM,
            "cases": [case(*c) for c in CASES]}


def write(path: Path) -> None:
    """Writes the file, one case a line."""
    text = json.dumps(document(), separators=(",", ":")).replace('{"name"', '\n{"name"')
    path.write_text(text + "\n")

"""Reads the data sets, brings every slice to the network grid and keeps the result in a cache folder.

An item is one scan (or one single slice): image float16 [m, 256, 256] in [0, 1], sets uint8 [m, 256, 256] (see losses.py),
position float32 [m] in mm along the scan (NaN where a slice has no neighbours).
"""
from __future__ import annotations

import hashlib
import inspect
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Iterator

import numpy as np

from . import preprocess
from .losses import ANYTHING, BACKGROUND, GGO, HIGH, INSIDE, LESION, LUNG, NOT_LESION
from .preprocess import Box, Window
from .volume import read_nifti

COVID, EFFUSION, SERIES, SLICES = "covid-volumes", "effusion-volumes", "covid-series", "lesion-slices"
_FULL = {0: BACKGROUND, 1: LUNG, 2: GGO, 3: HIGH, 254: INSIDE, 255: ANYTHING}
_MERGED = {0: BACKGROUND, 1: LUNG, 2: LESION, 9: NOT_LESION}
_LESION_ONLY = {0: NOT_LESION, 2: GGO, 3: HIGH}


@dataclass(frozen=True)
class Item:
    """One scan on the network grid; `patient` keeps all scans of a person in one fold."""

    set: str
    name: str
    patient: str
    image: np.ndarray
    sets: np.ndarray
    position: np.ndarray


def label_sets(labels: np.ndarray, codes: dict[int, int]) -> np.ndarray:
    """Label codes uint8 -> sets of labels that may be true, same shape; an unknown code is an error."""
    table = np.zeros(256, np.uint8)
    for code, members in codes.items():
        table[code] = members
    result = table[labels]
    if not result.all():
        raise ValueError(f"unknown label codes among {np.unique(labels)}")
    return result


def patient_of(name: str) -> str:
    """The patient of a scan: case-b was scanned twice."""
    return "case-b" if name.startswith("case-b") else name


def load_items(root: Path, cache: Path, window: Window) -> list[Item]:
    """All items for training, from the cache where it has them."""
    return [_cached(cache, window, set_name, name, make) for set_name, name, make in _sources(root)]


def _cached(cache: Path, window: Window, set_name: str, name: str, make: Callable[[Window], Item]) -> Item:
    code = inspect.getsource(preprocess) + inspect.getsource(inspect.getmodule(_cached))
    key = hashlib.sha256(f"{code}{window}".encode()).hexdigest()[:10]
    path = cache / f"{set_name}-{name}-{key}.npz"
    if path.exists():
        with np.load(path) as stored:
            return Item(set_name, name, str(stored["patient"]), stored["image"], stored["sets"], stored["position"])
    item = make(window)
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, suffix=".part", delete=False) as half:
        np.savez(half, patient=item.patient, image=item.image, sets=item.sets, position=item.position)
    os.replace(half.name, path)
    return item


def _sources(root: Path) -> Iterator[tuple[str, str, Callable[[Window], Item]]]:
    for folder, set_name in (("covid-volumes", COVID), ("effusion-volumes", EFFUSION)):
        for ct in sorted((root / folder).glob("*_ct.nii.gz")):
            name = ct.name[:-len("_ct.nii.gz")]
            yield set_name, name, lambda window, ct=ct, s=set_name, n=name: _volume(ct, s, n, window)
    for path in sorted((root / "covid-series-hu-estimate").glob("patient-*.npz")):
        yield SERIES, path.stem, lambda window, path=path: _series(path, window)
    with np.load(root / "lesion-slices-2class-8bit" / "slices.npz") as slices:
        image, labels, names = slices["image"], slices["labels"], slices["name"]
    for n, name in enumerate(names):
        yield SLICES, str(name), lambda window, n=n: _single(image[n], labels[n], str(names[n]), window)


def _volume(ct: Path, set_name: str, name: str, window: Window) -> Item:
    hu, spacing = read_nifti(ct)
    labels, _ = read_nifti(ct.with_name(f"{name}_labels.nii.gz"))
    patient = patient_of(name)
    sets = label_sets(labels.astype(np.uint8), _FULL)
    return _item(set_name, name, patient, hu, sets, np.arange(len(hu)) * spacing[2], window)


def _series(path: Path, window: Window) -> Item:
    """Both resolutions in one stack; 8-bit values are HU = 8 q - 1152, slices are about 1 mm apart."""
    with np.load(path) as d:
        z = np.concatenate([d["z256"], d["z128"]])
        small = preprocess.resize(d["image128"].astype(np.float32))
        image = np.concatenate([d["image256"].astype(np.float32), small])
        lesion = d["lesion128"].repeat(2, axis=1).repeat(2, axis=2)
        sets = np.concatenate([label_sets(d["labels256"], _MERGED), np.where(lesion, LESION, NOT_LESION).astype(np.uint8)])
    order = np.argsort(z)
    return _item(SERIES, path.stem, path.stem, 8 * image[order] - 1152, sets[order], z[order].astype(np.float32), window)


def _single(image: np.ndarray, labels: np.ndarray, name: str, window: Window) -> Item:
    """A slice of an unknown 8-bit window: its air and its soft tissue are put at -1000 and 40 HU."""
    air = np.percentile(image[image > 20], 3)
    tissue = 150 + np.bincount(image.ravel(), minlength=256)[150:250].argmax()
    hu = (image.astype(np.float32) - air) * (1040 / (tissue - air)) - 1000
    return _item(SLICES, name, name, hu[None], label_sets(labels, _LESION_ONLY)[None], np.array([np.nan]), window)


def _item(set_name: str, name: str, patient: str, hu: np.ndarray, sets: np.ndarray, position: np.ndarray,
          window: Window) -> Item:
    box = preprocess.body_box(hu)
    if box is None:
        raise ValueError(f"no body in {name}")
    image = preprocess.network_grid(hu, box, np.arange(len(hu)), window).astype(np.float16)
    return Item(set_name, name, patient, image, _nearest(sets, box), position.astype(np.float32))


def _nearest(sets: np.ndarray, box: Box) -> np.ndarray:
    """Sets [k][j][i] -> [k, 256, 256]: the voxel under each centre."""
    grid = (np.arange(preprocess.GRID) + 0.5) / preprocess.GRID
    j = box.j0 + (grid * (box.j1 - box.j0)).astype(int)
    i = box.i0 + (grid * (box.i1 - box.i0)).astype(int)
    return np.ascontiguousarray(sets[:, j][:, :, i])

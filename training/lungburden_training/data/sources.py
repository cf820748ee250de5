"""Reads the data sets and brings every slice to the network grid."""
from __future__ import annotations

from pathlib import Path
from typing import Callable, Iterator

import numpy as np

from . import planning, preprocess, second_reader
from .items import COVID, EFFUSION, PLANNING, SECOND, SERIES, SLICES, Item, patient_of
from .labels import ANYTHING, BACKGROUND, GGO, HIGH, INSIDE, LESION, LUNG, NOT_LESION, label_sets
from .nifti import read_nifti
from .preprocess import Box, Window

_FULL = {0: BACKGROUND, 1: LUNG, 2: GGO, 3: HIGH, 254: INSIDE, 255: ANYTHING}
_MERGED = {0: BACKGROUND, 1: LUNG, 2: LESION, 9: NOT_LESION}
_SECOND = {0: BACKGROUND, 1: LUNG, 2: LESION, 255: ANYTHING}
_LESION_ONLY = {0: NOT_LESION, 2: GGO, 3: HIGH}


def sources(root: Path) -> Iterator[tuple[str, str, Callable[[Window], Item]]]:
    """Set, name and maker of every item of the data folder."""
    for folder, set_name in (("covid-volumes", COVID), ("effusion-volumes", EFFUSION)):
        for ct in sorted((root / folder).glob("*_ct.nii.gz")):
            name = ct.name[:-len("_ct.nii.gz")]
            yield set_name, name, lambda window, ct=ct, s=set_name, n=name: volume(ct, s, n, patient_of(n), window)
    for path in sorted((root / "covid-series-hu-estimate").glob("patient-*.npz")):
        yield SERIES, path.stem, lambda window, path=path: _series(path, window)
    for name in second_reader.cases(root):
        yield SECOND, name, lambda window, n=name: _second(root, n, window)
    for path in planning.paths(root):
        yield PLANNING, path.stem, lambda window, path=path: _planning(path, window)
    with np.load(root / "lesion-slices-2class-8bit" / "slices.npz") as slices:
        image, labels, names = slices["image"], slices["labels"], slices["name"]
    for n, name in enumerate(names):
        yield SLICES, str(name), lambda window, n=n: _single(image[n], labels[n], str(names[n]), window)


def volume(ct: Path, set_name: str, name: str, patient: str, window: Window) -> Item:
    """A scan `NAME_ct.nii.gz` whose every voxel has a label in `NAME_labels.nii.gz`."""
    hu, spacing = read_nifti(ct)
    labels, _ = read_nifti(ct.with_name(ct.name[:-len("_ct.nii.gz")] + "_labels.nii.gz"))
    sets = label_sets(labels.astype(np.uint8), _FULL)
    return _item(set_name, name, patient, hu, sets, np.arange(len(hu)) * spacing[2], window)


def _second(root: Path, name: str, window: Window) -> Item:
    """The scan of covid-volumes with the second reader's outlines; nothing is known on the slices without."""
    ct = root / "covid-volumes" / f"{name}_ct.nii.gz"
    hu, spacing = read_nifti(ct)
    sets = label_sets(second_reader.read_codes(root, name, ct), _SECOND)
    return _item(SECOND, name, patient_of(name), hu, sets, np.arange(len(hu)) * spacing[2], window)


def _planning(path: Path, window: Window) -> Item:
    hu, lung, position, spacing = planning.read_scan(path)
    sets = label_sets(planning.codes(hu, lung, spacing), _FULL)
    return _item(PLANNING, path.stem, path.stem, hu, sets, position, window)


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
    """A slice of an unknown 8-bit window: its air becomes -1000 HU, its soft tissue 40 HU."""
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
    """Sets [k][j][i] -> [k, 256, 256]: the voxel under each center."""
    grid = (np.arange(preprocess.GRID) + 0.5) / preprocess.GRID
    j = box.j0 + (grid * (box.j1 - box.j0)).astype(int)
    i = box.i0 + (grid * (box.i1 - box.i0)).astype(int)
    return np.ascontiguousarray(sets[:, j][:, :, i])

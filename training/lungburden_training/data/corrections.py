"""Scans whose outlines a reader corrected, as `lungburden corrections` writes them.

The folder holds `NAME_ct.nii.gz` and `NAME_labels.nii.gz` on one grid (labels 0 to 3, or 254 and 255 where little is known), and may
hold `corrections.csv`, whose column `patient` keeps the scans of a person together. A scan without a row is a patient of its own.
"""
from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Callable, Iterator

import nibabel
import numpy as np

from ..config import Refused
from .items import COVID, Item
from .preprocess import Window
from .sources import volume

CT, LABELS = "_ct.nii.gz", "_labels.nii.gz"


def corrections(folder: Path) -> list[str]:
    """The names of the scans, each with a digest of its outlines: a scan that is corrected again is another item."""
    if not folder.is_dir():
        raise Refused(f"no such folder: {folder}")
    names = [path.name[:-len(CT)] for path in sorted(folder.glob("*" + CT))]
    if not names:
        raise Refused(f"{folder} holds no NAME{CT}; `lungburden corrections -o {folder}` writes them")
    missing = [name for name in names if not (folder / (name + LABELS)).exists()]
    if missing:
        raise Refused(f"{folder}: {missing[0]}{CT} has no {missing[0]}{LABELS}")
    for name in names:
        _check_grid(folder, name)
    return [f"{name}@{_digest(folder / (name + LABELS))}" for name in names]


def makers(folder: Path, keys: list[str]) -> Iterator[tuple[str, str, str, Callable[[Window], Item]]]:
    """Set, key, patient and maker of every scan. They train as the fully outlined volumes do."""
    patients = _patients(folder)
    for key in keys:
        name = key.split("@")[0]
        patient = patients.get(name, name)
        yield COVID, key, patient, lambda window, n=name, k=key, p=patient: volume(folder / (n + CT), COVID, k, p, window)


def _check_grid(folder: Path, name: str) -> None:
    ct, labels = (nibabel.load(folder / (name + end)) for end in (CT, LABELS))
    if ct.shape != labels.shape or not np.allclose(ct.affine, labels.affine, atol=0.01):
        raise Refused(f"{folder}: {name}{CT} and {name}{LABELS} lie on different grids")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _patients(folder: Path) -> dict[str, str]:
    table = folder / "corrections.csv"
    if not table.exists():
        return {}
    with table.open(newline="", encoding="utf-8") as file:
        return {row["name"]: row["patient"] for row in csv.DictReader(file) if row.get("patient")}

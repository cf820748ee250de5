"""Keeps every item in a cache folder, as making one takes seconds.

The name of a cached file holds a digest of the sources that decide an item. Any change to one of `CODE`, even of a comment, makes
all items anew (some minutes, once); delete what an older version left in the folder.
"""
from __future__ import annotations

import dataclasses
import hashlib
import inspect
import os
from pathlib import Path
import tempfile
from typing import Callable, Collection

import numpy as np

from . import corrections, items, labels, nifti, planning, preprocess, second_reader, sources
from .items import Item
from .preprocess import Window

CODE = (preprocess, sources, items, labels, nifti, second_reader, planning)


def load_items(root: Path, cache: Path, window: Window, sets: Collection[str]) -> list[Item]:
    """All items of these sets, from the cache where the cache has them."""
    return [_cached(cache, window, set_name, name, make) for set_name, name, make in sources.sources(root) if set_name in sets]


def load_corrections(folder: Path, keys: list[str], cache: Path, window: Window) -> list[Item]:
    """The corrected scans of the folder, with the patients that its table names now."""
    return [dataclasses.replace(_cached(cache, window, set_name, key, make), patient=patient)
            for set_name, key, patient, make in corrections.makers(folder, keys)]


def _cached(cache: Path, window: Window, set_name: str, name: str, make: Callable[[Window], Item]) -> Item:
    code = "".join(inspect.getsource(module) for module in CODE)
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

"""What training and evaluation read: scans on the network grid.

An item is one scan (or one single slice): image float16 [m, 256, 256] in [0, 1], sets uint8 [m, 256, 256] (see labels.py),
position float32 [m] in mm along the scan (NaN where a slice has no neighbors).
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

COVID, EFFUSION, SERIES, SLICES = "covid-volumes", "effusion-volumes", "covid-series", "lesion-slices"
SECOND, PLANNING = "covid-volumes-second-reader", "planning-volumes"


@dataclass(frozen=True)
class Item:
    """One scan on the network grid; `patient` keeps all scans of a person in one fold."""

    set: str
    name: str
    patient: str
    image: np.ndarray
    sets: np.ndarray
    position: np.ndarray


def patient_of(name: str) -> str:
    """The patient of a scan: case-b was scanned twice."""
    return "case-b" if name.startswith("case-b") else name

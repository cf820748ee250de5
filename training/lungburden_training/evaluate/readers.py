"""A network against two readers on the slices that both outlined, beside how well the readers agree with each other."""
from __future__ import annotations

import argparse
import logging
from pathlib import Path
from typing import Any, Sequence

import numpy as np
import torch
from tqdm import tqdm

from ..config import Config
from ..data import second_reader
from ..data.items import patient_of
from ..data.nifti import read_nifti
from .goals import goal
from .measure import LESION_LABELS, dice
from .segment import network_of, readers_of, segment
from .volumes import write_json

log = logging.getLogger(__name__)
WIDENED = 0.1  # a volume may lie this share outside the two readers' volumes


def evaluate_readers(config: Config, arguments: argparse.Namespace) -> dict[str, Any]:
    """Measures held-out scans that two readers outlined: `figures-readers.json`."""
    torch.set_num_threads(arguments.threads)
    data, cases = Path(arguments.data), []
    wanted = set(arguments.cases or config.held_out)
    names = [name for name in second_reader.cases(data) if {name, patient_of(name)} & wanted]
    if not names:
        raise ValueError("two readers outlined none of the held-out patients: name --cases")
    for name in tqdm(names, desc="readers"):
        ct = data / "covid-volumes" / f"{name}_ct.nii.gz"
        hu, spacing = read_nifti(ct)
        first, _ = read_nifti(ct.with_name(f"{name}_labels.nii.gz"))
        found = {}
        for reader in readers_of(arguments):
            read, forward, state = network_of(config, argparse.Namespace(**vars(arguments) | {"reader": reader}))
            found[reader] = segment(hu, spacing[2], read, forward)
        cases.append({"name": name, "patient": patient_of(name),
                      **case_figures(found, first, second_reader.read_codes(data, name, ct), spacing)})
        log.info("%s", cases[-1])
    document = {"config": state["config"], "cases": cases, "goals": of_readers(cases)}
    write_json(arguments, "figures-readers", document)
    return document


def case_figures(found: dict[str, np.ndarray], first: np.ndarray, second: np.ndarray,
                 spacing: tuple[float, float, float]) -> dict[str, Any]:
    """Labels [k][j][i] found by each hand, the first reader's labels, the second's codes (255: nothing known) -> figures.

    Only slices count that both readers outlined. Volumes in mL are those of these slices.
    """
    both = (second != second_reader.UNKNOWN_CODE).any((1, 2))
    ml = float(np.prod(spacing)) / 1000
    readers = {"first": np.isin(first[both], LESION_LABELS), "second": second[both] == second_reader.LESION_CODE}
    networks = {}
    for hand, labels in found.items():
        lesion = np.isin(labels[both], LESION_LABELS)
        networks[hand] = ({f"{reader}Dice": dice(lesion, truth) for reader, truth in readers.items()}
                          | {"lesionMl": round(float(lesion.sum()) * ml, 1)})
    return {"slices": int(both.sum()), "agreementDice": dice(*readers.values()),
            **{f"{reader}Ml": round(float(truth.sum()) * ml, 1) for reader, truth in readers.items()}, "network": networks}


def of_readers(cases: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Goals for the hand between the readers: as near to each as they are to each other, and a volume between theirs."""
    ratios = [case["network"]["middle"][f"{reader}Dice"] / case["agreementDice"] for case in cases for reader in ("first", "second")]
    within = [_between(case["network"]["middle"]["lesionMl"], case["firstMl"], case["secondMl"]) for case in cases]
    return [goal("lesion Dice against each reader over that between the readers, lowest", ">=", 0.95, np.min, ratios),
            goal("lesion Dice against each reader over that between the readers, median", ">=", 1.0, np.median, ratios),
            goal("share of scans whose lesion volume lies between the readers', 10 % more or less", ">=", 0.8, np.mean, within)]


def _between(value: float, one: float, other: float) -> bool:
    return (1 - WIDENED) * min(one, other) <= value <= (1 + WIDENED) * max(one, other)

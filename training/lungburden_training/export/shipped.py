"""Whether the shipped path gives the same figures: every fold's network through `lungburden quantify`, on the fold's own scans."""
from __future__ import annotations

import argparse
from dataclasses import replace
import json
import logging
from pathlib import Path
import subprocess
import tempfile
from typing import Any

import torch
from tqdm import tqdm

from ..config import Config
from ..data.nifti import read_nifti
from ..evaluate.crossvalidate import FOLDERS
from ..evaluate.measure import Figures, volume_figures
from ..evaluate.report import SHARES
from .model import export

log = logging.getLogger(__name__)


def shipped_path(config: Config, arguments: argparse.Namespace) -> dict[str, Any]:
    """Measures what the launcher wrote as the fold's Python evaluation measured its own labels: `shipped-path.json`.

    The scans are those of finished folds that lie in the data folder as volumes. The document has the largest difference of any
    Dice or recall.
    """
    torch.set_num_threads(arguments.threads)
    cases = []
    for path in tqdm(sorted((arguments.run / "folds").glob("*/figures.json")), desc="folds"):
        stored = json.loads(path.read_text())
        model = path.parent / "model"
        export(replace(config, held_out=tuple(stored["config"]["held_out"])), path.parent, model)
        cases += [compared(arguments.launcher, model, Path(arguments.data), case)
                  for case in stored["cases"] if case["set"] in FOLDERS]
    if not cases:
        raise FileNotFoundError(f"{arguments.run} holds no finished fold")
    document = {"largestDifference": max(case["largestDifference"] for case in cases), "cases": cases}
    (arguments.run / "shipped-path.json").write_text(json.dumps(document, indent=2) + "\n")
    log.info("largest difference %.4f over %d scans", document["largestDifference"], len(cases))
    return document


def compared(launcher: Path, model: Path, data: Path, case: Figures) -> dict[str, Any]:
    """One scan: figures of the launcher's labels beside those of the Python evaluation."""
    stem = data / FOLDERS[case["set"]] / case["name"]
    with tempfile.TemporaryDirectory() as out:
        subprocess.run([str(launcher), "quantify", f"{stem}_ct.nii.gz", "--model", str(model), "-o", out], check=True,
                       stdout=subprocess.DEVNULL)
        found, _ = read_nifti(Path(out) / "labels.nii.gz")
    truth, spacing = read_nifti(Path(f"{stem}_labels.nii.gz"))
    measured = volume_figures(case["set"], found, truth, spacing)
    missing = [key for key in SHARES if (measured.get(key) is None) != (case.get(key) is None)]
    if missing:
        raise ValueError(f"{case['name']}: only one of the two has {missing}")
    difference = {key: round(value - case[key], 4) for key, value in measured.items()
                  if value is not None and case.get(key) is not None}
    return {"name": case["name"], "patient": case["patient"], "set": case["set"],
            "largestDifference": max(abs(difference[key]) for key in SHARES if key in difference), "shipped": measured,
            "difference": difference}

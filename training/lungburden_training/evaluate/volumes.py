"""Figures on whole volumes, on the scan's own grid, as the service measures them."""
from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from ..config import Config
from ..data.items import patient_of
from ..data.nifti import read_nifti
from .measure import GROUPS, Figures, figures
from .report import markdown, summarize
from .segment import network_of, segment

log = logging.getLogger(__name__)
SUFFIXES = (".nii.gz", ".nii")
PROTOCOL = ("Whole volumes on their own grid, one reader's outlines taken as truth; Dice per case, then the mean over cases. "
            "Lung includes its lesions, lesion is ground glass plus high opacity.")
UNSEEN = " The network measured never saw these patients."


def evaluate(config: Config, arguments: argparse.Namespace) -> dict:
    """Measures a network on annotated volumes: figures, summary, table and plots into the run's folder or `--out`."""
    torch.set_num_threads(arguments.threads)
    config, forward, state = network_of(config, arguments)
    cases = []
    for name, ct, labels in tqdm(_pairs(config, arguments), desc="evaluate"):
        hu, spacing = read_nifti(ct)
        truth, _ = read_nifti(labels)
        found = segment(hu, spacing[2], config, forward, arguments.every_slice)
        patient = name if arguments.images else patient_of(name)
        cases.append({"name": name, "patient": patient, **figures(found, truth, spacing)})
        log.info("%s", cases[-1])
        if arguments.overlay:
            from .overlay import write_overlay
            write_overlay(arguments.overlay / f"{name}.png", hu, found, truth)
    unseen = not arguments.images and {case["patient"] for case in cases} <= set(state["config"]["held_out"])
    document = ({"config": state["config"], "protocol": PROTOCOL + UNSEEN * unseen} | mean_dice(cases)
                | {"cases": cases, "summary": summarize(cases), "phase": state["phase"], "step": state["step"]})
    _write(arguments, document)
    return document


def _pairs(config: Config, arguments: argparse.Namespace) -> list[tuple[str, Path, Path]]:
    """Name, image and labels of every case: of two folders, or of the held-out patients of covid-volumes."""
    if arguments.images:
        return pairs_of_folders(arguments.images, arguments.labels)
    pairs = pairs_of_folders(Path(arguments.data) / "covid-volumes", Path(arguments.data) / "covid-volumes")
    names = [{name, patient_of(name)} for name, _, _ in pairs]
    unknown = set(arguments.cases or ()) - set().union(*names)
    if unknown:
        raise ValueError(f"covid-volumes has no {sorted(unknown)}")
    wanted = set(arguments.cases or config.held_out)
    chosen = [pair for pair, known in zip(pairs, names) if known & wanted]
    if not chosen:
        raise ValueError("the configuration holds out no patient of covid-volumes: name --cases, or --images and --labels")
    return chosen


def pairs_of_folders(images: Path, labels: Path) -> list[tuple[str, Path, Path]]:
    """`NAME[_ct].nii[.gz]` with `NAME[_labels].nii[.gz]`; an image without labels is an error."""
    found = {stem: path for path in sorted(images.iterdir()) for stem in [_stem(path)]
             if stem and not stem.endswith("_labels")}
    pairs = []
    for stem, path in found.items():
        name = stem[:-len("_ct")] if stem.endswith("_ct") else stem
        choices = [labels / (end + suffix) for end in (f"{name}_labels", name, stem) for suffix in SUFFIXES]
        truth = next((choice for choice in choices if choice.exists() and choice != path), None)
        if truth is None:
            raise FileNotFoundError(f"{labels} holds no labels for {path.name}")
        pairs.append((name, path, truth))
    if not pairs:
        raise FileNotFoundError(f"{images} holds no NIfTI")
    return pairs


def _stem(path: Path) -> str | None:
    return next((path.name[:-len(suffix)] for suffix in SUFFIXES if path.name.endswith(suffix)), None)


def mean_dice(cases: list[Figures]) -> dict[str, float | None]:
    """The mean over cases of the Dice of every group, None where no case has it."""
    columns = {key: [case[key] for case in cases if case.get(key) is not None] for key in GROUPS}
    return {key: round(float(np.mean(values)), 4) if values else None for key, values in columns.items()}


def write_json(arguments: argparse.Namespace, name: str, document: dict) -> Path:
    """Writes `NAME.json` into `--out` or the run's folder, and gives that folder."""
    folder = arguments.out or arguments.run
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n")
    return folder


def _write(arguments: argparse.Namespace, document: dict) -> None:
    name = "-".join(["figures", *(option.replace("_", "-") for option in ("main_only", "flips", "every_slice")
                                  if getattr(arguments, option))])
    folder = write_json(arguments, name, document)
    (folder / f"{name}.md").write_text(markdown(document["summary"]))
    if arguments.plots:
        from .plots import write_plots
        write_plots(folder, document["cases"])
    log.info("%s", markdown(document["summary"]))

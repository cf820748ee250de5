"""Cross-validation by patient. A finished fold is not run again; an unfinished one goes on from its checkpoint."""
from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
import json
import logging
import os
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from . import goals
from ..config import Config, as_dict, as_json
from ..data import planning
from ..data.items import COVID, EFFUSION, PLANNING, SERIES, Item
from ..data.nifti import read_nifti
from ..data.sampling import slab_slices
from ..network.checkpoint import load_network
from ..network.lungburden import channels_of
from ..train.phases import train
from .measure import CONTRAST_MEDIUM, Figures, healthy_figures, of_set, series_figures, volume_figures
from .report import markdown, summarize
from .segment import Forward, forward_of, hand_of, network_of, segment
from .volumes import mean_dice, write_json

log = logging.getLogger(__name__)
FOLDERS = {COVID: "covid-volumes", EFFUSION: "effusion-volumes"}
PROTOCOL = ("Cross-validation by patient in {folds} folds: each network was measured on patients that it never saw. One reader's "
            "outlines count as truth; for the lung of effusion-volumes a threshold does. covid-volumes and effusion-volumes were "
            "measured whole, on the scan's own grid. covid-series was measured on the network's grid, its lung and burden over the "
            "slices whose lung a reader outlined. Dice per case, then the mean over the cases of covid-volumes. Lung includes its "
            "lesions. Lesion is ground glass plus high opacity.")
PATIENTS_PER_FOLD = {COVID: 1, SERIES: 2, EFFUSION: 2, PLANNING: 1}
ALWAYS_MEASURED = {COVID, SERIES, EFFUSION}
"""Sets that hold patients out whatever a recipe draws from; planning scans do for a recipe that trains on them."""


@dataclass(frozen=True)
class Fold:
    """Patients that one training does not see and is measured on."""

    name: str
    held_out: tuple[str, ...]


def plan(items: list[Item], joint: bool) -> list[Fold]:
    """One patient of covid-volumes a fold, pairs of the other sets; single slices train always.

    Apart, a fold holds out patients of one set and the other sets train whole: 6 + 5 + 4 trainings on the project's data.
    Joint, fold n holds out the n-th group of every set: 6 trainings, each on a little less.
    """
    groups = {name: _groups(items, name, size) for name, size in PATIENTS_PER_FOLD.items()}
    if not joint:
        return [Fold(f"{name}-{n + 1}", group) for name in groups for n, group in enumerate(groups[name])]
    count = max(len(group) for group in groups.values())
    joined = [sum((group[n] for group in groups.values() if n < len(group)), ()) for n in range(count)]
    return [Fold(f"joint-{n + 1}", patients) for n, patients in enumerate(joined)]


def _groups(items: list[Item], set_name: str, size: int) -> list[tuple[str, ...]]:
    patients = sorted({item.patient for item in items if item.set == set_name})
    return [tuple(patients[n:n + size]) for n in range(0, len(patients), size)]


def crossvalidate(config: Config, items: list[Item], arguments: argparse.Namespace) -> dict:
    """Runs what is missing of the plan and pools the cases; `--folds` names folds to run now, the others stay for later."""
    folds = plan(items, arguments.joint)
    unknown = set(arguments.folds or ()) - {fold.name for fold in folds}
    if unknown:
        raise ValueError(f"no fold {sorted(unknown)}; there are {[fold.name for fold in folds]}")
    data, missing, cases = Path(arguments.data), [], []
    for fold in folds:
        now = not arguments.folds or fold.name in arguments.folds
        done = run_fold(config, items, fold, arguments.run / "folds", data, arguments.threads, arguments.precision, now)
        if done is None:
            missing.append(fold.name)
        else:
            cases += done
    document = ({"config": as_dict(config), "protocol": PROTOCOL.format(folds=len(folds) - len(missing))}
                | mean_dice(of_set(cases, COVID))
                | {"missingFolds": missing, "cases": cases, "summary": summaries(cases), "goals": goals.of_cases(cases)})
    name = "crossvalidation-joint" if arguments.joint else "crossvalidation"
    (arguments.run / f"{name}.json").write_text(json.dumps(document, indent=2) + "\n")
    (arguments.run / f"{name}.md").write_text(
        "\n".join(f"## {name}\n\n{markdown(summary)}" for name, summary in document["summary"].items())
        + f"\n## Goals\n\n{goals.markdown(document['goals'])}")
    if arguments.plots:
        from .plots import write_plots
        write_plots(arguments.run / "plots", of_set(cases, COVID))
    return document


def run_fold(config: Config, items: list[Item], fold: Fold, root: Path, data: Path, threads: int,
             precision: str = "auto", now: bool = True) -> list[Figures] | None:
    """Figures of the fold's cases: read where the fold is finished, else trained and measured; None unless wanted `now`."""
    config = replace(config, held_out=fold.held_out)
    path = root / fold.name / "figures.json"
    settings = as_json(config)
    if path.exists():
        stored = json.loads(path.read_text())
        if stored["config"] != settings:
            raise ValueError(f"{path} was made by another configuration")
        return stored["cases"]
    if not now:
        return None
    train(config, items, path.parent, threads, precision=precision)
    net, state = load_network(path.parent)
    forward = forward_of(net, state["phase"] == "main", hand=hand_of(channels_of(net), "middle"))
    cases = measure_held_out(config, items, data, forward)
    half = path.with_suffix(".part")
    half.write_text(json.dumps({"config": settings, "cases": cases}, indent=2) + "\n")
    os.replace(half, path)
    return cases


def measure_held_out(config: Config, items: list[Item], data: Path,
                     forward: Forward) -> list[Figures]:
    """Figures of every held-out scan of every set; what the set's readers outlined decides which figures."""
    held = [item for item in items if item.patient in config.held_out and item.set in PATIENTS_PER_FOLD]
    return [_measured(item, config, data, forward) for item in tqdm(held, desc="measure")]


def summaries(cases: list[Figures]) -> dict[str, dict]:
    """A summary of each set, and of the effusion patients with and without contrast medium apart."""
    by_set = {name: of_set(cases, name) for name in PATIENTS_PER_FOLD}
    for contrast, title in ((True, "with"), (False, "without")):
        by_set[f"{EFFUSION}, {title} contrast medium"] = [case for case in by_set[EFFUSION] if case.get("contrast") is contrast]
    return {name: summarize(kept) for name, kept in by_set.items() if kept}


def evaluate_every_set(config: Config, items: list[Item], arguments: argparse.Namespace) -> dict:
    """Measures a run on its held-out patients of all sets: `figures-every-set.json`."""
    torch.set_num_threads(arguments.threads)
    config, forward, state = network_of(config, arguments)
    cases = measure_held_out(config, items, Path(arguments.data), forward)
    document = {"cases": cases, "summary": summaries(cases), "phase": state["phase"], "step": state["step"]}
    write_json(arguments, "figures-every-set", document)
    for case in cases:
        log.info("%s", case)
    return document


def _measured(item: Item, config: Config, data: Path, forward: Forward) -> Figures:
    about = {"name": item.name, "patient": item.patient, "set": item.set}
    if item.set == SERIES:
        return about | series_figures(labels_of_item(item, config.neighbour_distance_mm, forward), item)
    if item.set == PLANNING:
        hu, lung, _, spacing = planning.read_scan(data / planning.FOLDER / f"{item.name}.npz")
        return about | healthy_figures(segment(hu, spacing[2], config, forward), lung, planning.tumors(hu, lung, spacing), spacing)
    folder = data / FOLDERS[item.set]
    hu, spacing = read_nifti(folder / f"{item.name}_ct.nii.gz")
    truth, _ = read_nifti(folder / f"{item.name}_labels.nii.gz")
    found = segment(hu, spacing[2], config, forward)
    contrast = {"contrast": CONTRAST_MEDIUM.get(item.patient)} if item.set == EFFUSION else {}
    return about | contrast | volume_figures(item.set, found, truth, spacing)


def labels_of_item(item: Item, distance_mm: float, forward: Forward) -> np.ndarray:
    """Labels uint8 [m, 256, 256] of an item on the network grid, every slice with the neighbors that its positions give."""
    found = np.zeros(item.image.shape, np.uint8)
    with torch.no_grad():
        for k in range(len(found)):
            window = item.image[slab_slices(item.position, k, 1, distance_mm)].astype(np.float32)
            found[k] = forward(torch.from_numpy(window)[:, None])[0].argmax(0).numpy()
    return found

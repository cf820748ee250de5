"""Exports a run: TorchScript, its half form, manifest and model card."""
from __future__ import annotations

import copy
import hashlib
import json
import logging
from pathlib import Path

import torch

from ..config import Config, as_json
from ..data.hands import READERS
from ..network.checkpoint import load_network
from ..network.lungburden import NEIGHBORS, LungBurdenNet, channels_of
from ..network.stream import MULTIPLE, check_stream, to_stream
from .card import model_card
from .evaluated import evaluated_range
from .half import add_half
from .training_sets import trained_on

log = logging.getLogger(__name__)
LABELS = ("background", "lung", "groundGlass", "highOpacity")
TERMS = "research use only, not for clinical use; measures opacity of any cause, diagnoses nothing"
NOT_EXPORTED = ("config", "phase", "step", "summary", "missingFolds")
ANEW = " The weights that ship were trained anew by the same recipe and number of steps on every patient, these included."


def receptive_field(net: LungBurdenNet) -> int:
    """Width in pixels of the part of the target slice that the main branch's answer at one pixel can depend on."""
    net = copy.deepcopy(net).double().eval()
    x = torch.rand(1, channels_of(net), 256, 256, dtype=torch.float64, generator=torch.Generator().manual_seed(0)).requires_grad_()
    net.main_branch(x)[0, :, 128, 128].sum().backward()
    return int((x.grad[0, 0].abs().sum(0) > 0).sum())


def manifest(config: Config, net: LungBurdenNet, sha256: str, accuracy: dict, steps: dict) -> dict:
    """What the worker needs to know about `model.pt`."""
    return {
        "schemaVersion": "2.0", "name": config.name, "version": config.version, "file": "model.pt", "sha256": sha256,
        "input": {"layout": "slice,channel,y,x", "rows": 256, "columns": 256, "channels": 1, "neighbours": NEIGHBORS,
                  "dtype": "float32", "partMultiple": MULTIPLE},
        "readers": list(READERS) if net.hand else ["middle"],
        "output": {"layout": "slice,label,y,x", "values": "log-probability"},
        "window": {"lowHu": config.window.low, "highHu": config.window.high},
        "neighbourDistanceMm": config.neighbour_distance_mm, "receptiveFieldPx": receptive_field(net),
        "labels": [{"code": code, "name": name} for code, name in enumerate(LABELS)],
        "licence": "CC-BY-NC-SA-4.0", "terms": TERMS, "accuracy": accuracy,
        "trainedOn": trained_on(config),
        "trainingSteps": steps, "syntheticEffusion": config.augment.fluid,
    }


def _steps(state: dict) -> dict:
    """How long a checkpoint was trained, and without whom."""
    planned, trained = (state["config"].get("main") or {}).get("steps"), state["phase"] == "attention"
    return {"main": planned if trained else state["step"], "attention": state["step"] if trained else 0,
            "heldOut": list(state["config"].get("held_out", ()))}


def quoted(figures: Path, config: Config) -> dict:
    """What the manifest says of accuracy, from figures of the same recipe; figures of another recipe are an error."""
    document = json.loads(figures.read_text())
    recipe = as_json(config)
    differs = [key for key in recipe if key != "held_out" and document["config"].get(key) != recipe[key]]
    if differs:
        raise ValueError(f"{figures} was measured by another recipe: {differs} differ")
    accuracy = {key: value for key, value in document.items() if key not in NOT_EXPORTED}
    if document.get("missingFolds"):
        accuracy["protocol"] += f" Not run: {', '.join(document['missingFolds'])}."
    if not config.held_out:
        accuracy["protocol"] += ANEW
    return accuracy


def quoted_others(others: Path, state: dict, sha256: str) -> dict:
    """What the manifest says of scans of other hospitals, from figures of these weights; figures of other weights are an error.

    `evaluate --others` names the weights by the checkpoint's configuration, or by the digest of an exported network.
    """
    document = json.loads(others.read_text())
    measured = document.pop("config")
    ours = measured["sha256"] == sha256 if "sha256" in measured else measured == json.loads(json.dumps(state["config"]))
    if not ours:
        raise ValueError(f"{others} was measured with other weights")
    return document


def export(config: Config, run: Path, out: Path, figures: Path | None = None, others: Path | None = None,
           data: Path | None = None) -> None:
    """Writes `model.pt`, its half form, `manifest.json` and `MODEL_CARD.md`.

    `figures` comes from `crossvalidate` or `evaluate` by the same recipe, `others` from `evaluate --others` of these weights. With the
    `data` folder, the manifest tells the range of the scans in `figures`.
    Only the network that ships can be exported.
    """
    net, state = load_network(run)
    if not isinstance(net, LungBurdenNet):
        raise ValueError(f"{config.architecture} is for comparison and cannot be exported")
    script = to_stream(net)
    out.mkdir(parents=True, exist_ok=True)
    path = out / "model.pt"
    script.save(str(path))
    log.info("largest difference %.1e, other labels %d", *check_stream(torch.jit.load(str(path)), net))
    accuracy = quoted(figures, config) if figures else {"protocol": "not measured yet", "cases": []}
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if others:
        accuracy["others"] = quoted_others(others, state, sha256)
    document = manifest(config, net, sha256, accuracy, _steps(state))
    if data and accuracy["cases"]:
        document["evaluatedRange"] = evaluated_range(data, accuracy["cases"])
    (out / "manifest.json").write_text(json.dumps(document, indent=2) + "\n")
    add_half(out)
    (out / "MODEL_CARD.md").write_text(model_card(document))
    log.info("wrote %s, %d kB, sha256 %s", path, path.stat().st_size // 1000, sha256)

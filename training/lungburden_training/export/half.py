"""The half form of an exported network: weights and inner values in float16, for GPUs.

A frozen network keeps its weights as constants of its code. Thus `half()` has nothing to convert, and an engine that loads the
network cannot convert it either. Here the code is rewritten: constants become float16 and the input is converted first. What the
log-probabilities are computed from is converted back, so that log-probabilities are float32 in every form.
"""
from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Iterator

import torch

log = logging.getLogger(__name__)
FILE = "model-half.pt"
# what TorchScript calls the types (c10/core/ScalarType.h)
_CODES = {torch.float16: 5, torch.float32: 6, torch.bfloat16: 15}
_FLOAT32_STEPS = ("aten::log_softmax", "aten::log_sigmoid")


def to_half(script: torch.jit.ScriptModule, dtype: torch.dtype = torch.float16) -> torch.jit.ScriptModule:
    """Rewrites a frozen script in place: float32 slices in, float32 log-probabilities out, `dtype` between and in the state. Returns it.

    Raises ValueError when a weight is beyond the range of `dtype`, or the script has other steps at its end than it should.
    """
    graph = script.graph
    for node in list(_weights(graph)):
        weight = node.t("value").to(dtype)
        if not bool(torch.isfinite(weight).all()):
            raise ValueError(f"a weight is beyond the range of {dtype}")
        node.t_("value", weight)
    for kind in _FLOAT32_STEPS:
        steps = list(graph.findAllNodes(kind))
        if not steps:
            raise ValueError(f"the network has no {kind}")
        for step in steps:
            step.replaceInput(0, _converted(graph, step.inputsAt(0), step, torch.float32))
    slices = list(graph.inputs())[1]
    first = next(iter(graph.nodes()))
    inner = _converted(graph, slices, first, dtype)
    slices.replaceAllUsesWith(inner)
    inner.node().replaceInput(0, slices)
    graph.lint()
    return script


def _weights(block: torch._C.Block) -> Iterator[torch._C.Node]:
    for node in block.nodes():
        if node.kind() == "prim::Constant" and node.hasAttribute("value") and node.kindOf("value") == "t" \
                and node.t("value").is_floating_point():
            yield node
        for inner in node.blocks():
            yield from _weights(inner)


def _converted(graph: torch._C.Graph, value: torch._C.Value, before: torch._C.Node, dtype: torch.dtype) -> torch._C.Value:
    graph.setInsertPoint(before)
    code, no, none = graph.insertConstant(_CODES[dtype]), graph.insertConstant(False), graph.insertConstant(None)
    node = graph.create("aten::to", [value, code, no, no, none], 1)
    node.insertBefore(before)
    return node.output()


def add_half(directory: Path) -> None:
    """Writes `model-half.pt` beside the model of a directory, and names it in the manifest."""
    manifest = json.loads((directory / "manifest.json").read_text())
    script = to_half(torch.jit.load(str(directory / manifest["file"])))
    path = directory / FILE
    script.save(str(path))
    manifest.pop("half", None)
    half = {"half": {"file": FILE, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}}
    items = list(manifest.items())
    at = list(manifest).index("sha256") + 1
    manifest = dict(items[:at]) | half | dict(items[at:])
    (directory / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    log.info("wrote %s, %d kB, sha256 %s", path, path.stat().st_size // 1000, half["half"]["sha256"])

"""Half form: the rewriting alone changes nothing, and the types are what they should be.

PyTorch 1.13 has no float16 convolution on the CPU; what runs here is the same rewriting with bfloat16, which has 8 bits of
mantissa instead of 11. The worker's tests run the float16 file itself.
"""
from __future__ import annotations

import hashlib
import json
from pathlib import Path
import shutil

import pytest
import torch

from lungburden_training.export.half import FILE, add_half, to_half
from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.network.stream import slab_of, to_stream

MODEL = Path(__file__).resolve().parents[3] / "inference-worker" / "model"


def _scripts(tmp_path: Path, prior: bool) -> tuple[torch.jit.ScriptModule, torch.jit.ScriptModule]:
    torch.manual_seed(1)
    net = LungBurdenNet(growth=8, prior={"sigma": 1.0, "threshold": 0.8, "weight": 4.0} if prior else None).eval()
    path = str(tmp_path / "model.pt")
    to_stream(net).save(path)
    return torch.jit.load(path), torch.jit.load(path)


def _run(script: torch.jit.ScriptModule, tmp_path: Path) -> torch.Tensor:
    script.save(str(tmp_path / "half.pt"))
    slab = torch.rand(13, 1, 64, 64, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        return slab_of(torch.jit.load(str(tmp_path / "half.pt")), slab)


@pytest.mark.parametrize("prior", [False, True])
def test_rewriting_to_float32_changes_nothing(tmp_path: Path, prior: bool) -> None:
    script, other = _scripts(tmp_path, prior)
    assert torch.equal(_run(to_half(script, torch.float32), tmp_path), _run(other, tmp_path))


def test_answers_are_float32_and_near(tmp_path: Path) -> None:
    script, other = _scripts(tmp_path, prior=False)  # 1.13 pads no bfloat16 on the CPU
    exact = _run(other, tmp_path)
    rough = _run(to_half(script, torch.bfloat16), tmp_path)
    assert rough.dtype == torch.float32
    assert 0 < float((rough.exp() - exact.exp()).abs().max()) < 0.1
    # summed in 8 bits they would miss 1 by up to 0.03
    torch.testing.assert_close(rough.exp().sum(1), torch.ones(3, 64, 64), rtol=0, atol=1e-5)


def test_weight_out_of_range_is_refused(tmp_path: Path) -> None:
    script, _ = _scripts(tmp_path, prior=False)
    next(n for n in script.graph.findAllNodes("prim::Constant") if n.kindOf("value") == "t").t_("value", torch.tensor([1e6]))
    with pytest.raises(ValueError, match="range"):
        to_half(script)


def test_shipped_network_takes_no_more_memory_than_the_worker_plans() -> None:
    # GpuMemory.java plans 512 bytes a pixel of a slice that goes in, more than half of it for what PyTorch adds on a GPU
    slices = 13
    script = torch.jit.load(str(MODEL / "model.pt"))
    slab = torch.rand(slices, 1, 256, 256)
    with torch.no_grad(), torch.autograd.profiler.profile(profile_memory=True, use_kineto=True) as profile:
        slab_of(script, slab)
    events = [event for event in profile.kineto_results.events() if event.name() == "[memory]"]
    live = peak = slab.numel() * 4
    for event in sorted(events, key=lambda event: event.start_ns() if hasattr(event, "start_ns") else event.start_us()):
        live += event.nbytes()
        peak = max(peak, live)
    assert 80 < peak / slab.numel() < 256


def test_shipped_half_form_is_the_shipped_network(tmp_path: Path) -> None:
    manifest = json.loads((MODEL / "manifest.json").read_text())
    shipped = MODEL / manifest["half"]["file"]
    assert manifest["half"]["sha256"] == hashlib.sha256(shipped.read_bytes()).hexdigest()
    for name in ("manifest.json", "model.pt"):
        shutil.copy(MODEL / name, tmp_path)
    add_half(tmp_path)
    assert json.loads((tmp_path / "manifest.json").read_text()).keys() == manifest.keys()
    ours, theirs = (_constants(path) for path in (tmp_path / FILE, shipped))
    assert len(ours) == len(theirs) > 0
    assert all(a.dtype == torch.float16 and torch.equal(a, b) for a, b in zip(ours, theirs))


def _constants(path: Path) -> list[torch.Tensor]:
    script = torch.jit.load(str(path))  # owns the nodes
    nodes = script.graph.findAllNodes("prim::Constant")
    return [node.t("value") for node in nodes if node.hasAttribute("value") and node.kindOf("value") == "t"]

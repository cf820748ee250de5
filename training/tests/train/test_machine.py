"""Where training runs: bfloat16 only where the processor has it and its gradients are right."""
from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

from lungburden_training import __main__ as command_line
from lungburden_training.config import Refused
from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.train import machine
from lungburden_training.train.machine import CPUINFO, choose, has_bf16, wrong_in_bf16

FLAGS = "processor : 0\nflags\t\t: fpu avx512f avx512_bf16\nprocessor : 1\n"
EVEN = {"stem": 16, "growth": 16, "hidden": 4, "head_width": 4}

OLDER = ["fpu avx2", "fpu avx2 avx512f avx512bw avx512vl avx512_vnni"]  # of AMD's Zen 3, of Intel's Cascade Lake

needs_cpu = pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is chosen first")


def _cpuinfo(folder: Path, text: str) -> Path:
    path = folder / "cpuinfo"
    path.write_text(text)
    return path


def _needs_bf16(cpuinfo: Path) -> None:
    if not has_bf16(cpuinfo):
        pytest.skip("PyTorch emulates bfloat16 on this processor: training refuses it there")


@needs_cpu
@pytest.mark.parametrize(("cpuinfo", "growth", "bf16"), [(FLAGS, 16, True), (FLAGS, 24, False), ("flags : fpu avx2\n", 16, False)])
def test_auto_takes_bfloat16_where_it_is_fast_and_right(tmp_path: Path, cpuinfo: str, growth: int, bf16: bool) -> None:
    path, net = _cpuinfo(tmp_path, cpuinfo), LungBurdenNet(**EVEN | {"growth": growth})
    assert choose(net, "auto", path).bf16 == bf16
    assert not choose(net, "fp32", path).bf16


def test_a_processor_that_tells_nothing_gets_float32(tmp_path: Path) -> None:
    if not torch.cuda.is_available():
        assert not choose(LungBurdenNet(**EVEN), "auto", tmp_path / "none").bf16


@needs_cpu
@pytest.mark.parametrize("flags", OLDER)
def test_bfloat16_is_refused_where_it_would_be_emulated(tmp_path: Path, flags: str) -> None:
    path, net = _cpuinfo(tmp_path, f"flags : {flags}\n"), LungBurdenNet(**EVEN)
    with pytest.raises(Refused, match="no bfloat16 instructions"):
        choose(net, "bf16", path)
    assert not choose(net, "fp32", path).bf16 and not choose(net, "auto", path).bf16
    assert choose(net, "bf16", _cpuinfo(tmp_path, FLAGS)).bf16


def test_the_command_refuses_with_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    def refusing(_) -> None:
        raise Refused(machine.NO_BF16)

    monkeypatch.setattr(command_line, "_run", refusing)
    monkeypatch.setattr("sys.argv", ["lungburden_training", "train", "--precision", "bf16", "--data", str(tmp_path)])
    with pytest.raises(SystemExit) as end:
        command_line.main()
    assert end.value.code == 2 and "train with --precision fp32" in capsys.readouterr().err


@needs_cpu
def test_bfloat16_is_refused_for_widths_with_wrong_gradients(tmp_path: Path) -> None:
    path = _cpuinfo(tmp_path, FLAGS)
    net = LungBurdenNet(stem=32, growth=24, dilations=[1, 2, 4])
    assert wrong_in_bf16(net) == [56, 24, 24] and wrong_in_bf16(LungBurdenNet(stem=32, growth=8, dilations=[2])) == [8]
    with pytest.raises(ValueError, match="wrong gradients"):
        choose(net, "bf16", path)
    with pytest.raises(ValueError, match="no precision"):
        choose(net, "fp16", path)


@pytest.mark.parametrize("channels", [32, 64, 96, 160])
@pytest.mark.parametrize("dilation", [1, 2, 8])
def test_bfloat16_gradients_of_the_allowed_widths_are_right(channels: int, dilation: int, cpuinfo: Path = CPUINFO) -> None:
    _needs_bf16(cpuinfo)
    generator = torch.Generator().manual_seed(channels + dilation)
    x, w, g = (torch.randn(shape, generator=generator).to(memory_format=torch.channels_last)
               for shape in ((2, channels, 32, 32), (32, channels, 3, 3), (2, 32, 32, 32)))
    gradients = []
    for kind in (torch.float32, torch.bfloat16):
        weight = w.to(kind).clone(memory_format=torch.channels_last).requires_grad_()
        F.conv2d(x.to(kind), weight, padding=dilation, dilation=dilation).backward(g.to(kind))
        gradients.append(weight.grad.float())
    assert (gradients[0] - gradients[1]).abs().max() < 0.02 * gradients[0].abs().max()


@pytest.mark.parametrize("flags", OLDER)
def test_gradients_are_not_measured_where_bfloat16_is_emulated(tmp_path: Path, flags: str) -> None:
    with pytest.raises(pytest.skip.Exception, match="emulates bfloat16"):
        test_bfloat16_gradients_of_the_allowed_widths_are_right(32, 1, _cpuinfo(tmp_path, f"flags : {flags}\n"))
    _needs_bf16(_cpuinfo(tmp_path, FLAGS))

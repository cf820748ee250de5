"""Where training runs: bfloat16 only where the processor has it and its gradients are right."""
from __future__ import annotations

from pathlib import Path

import pytest
import torch
import torch.nn.functional as F

from lungburden_training.machine import choose, wrong_in_bf16
from lungburden_training.network import LungBurdenNet

FLAGS = "processor : 0\nflags\t\t: fpu avx512f avx512_bf16\nprocessor : 1\n"
EVEN = {"stem": 16, "growth": 16, "hidden": 4, "head_width": 4}

needs_cpu = pytest.mark.skipif(torch.cuda.is_available(), reason="a GPU is chosen first")


@needs_cpu
@pytest.mark.parametrize(("cpuinfo", "growth", "bf16"), [(FLAGS, 16, True), (FLAGS, 24, False), ("flags : fpu avx2\n", 16, False)])
def test_auto_takes_bfloat16_where_it_is_fast_and_right(tmp_path: Path, cpuinfo: str, growth: int, bf16: bool) -> None:
    path = tmp_path / "cpuinfo"
    path.write_text(cpuinfo)
    net = LungBurdenNet(**EVEN | {"growth": growth})
    assert choose(net, "auto", path).bf16 == bf16
    assert not choose(net, "fp32", path).bf16


def test_a_processor_that_tells_nothing_gets_float32(tmp_path: Path) -> None:
    if not torch.cuda.is_available():
        assert not choose(LungBurdenNet(**EVEN), "auto", tmp_path / "none").bf16


@needs_cpu
def test_bfloat16_is_refused_for_widths_with_wrong_gradients() -> None:
    net = LungBurdenNet(stem=32, growth=24, dilations=[1, 2, 4])
    assert wrong_in_bf16(net) == [56, 24, 24] and wrong_in_bf16(LungBurdenNet(stem=32, growth=8, dilations=[2])) == [8]
    with pytest.raises(ValueError, match="wrong gradients"):
        choose(net, "bf16")
    with pytest.raises(ValueError, match="no precision"):
        choose(net, "fp16")


@pytest.mark.parametrize("channels", [32, 64, 96, 160])
@pytest.mark.parametrize("dilation", [1, 2, 8])
def test_bfloat16_gradients_of_the_allowed_widths_are_right(channels: int, dilation: int) -> None:
    generator = torch.Generator().manual_seed(channels + dilation)
    x, w, g = (torch.randn(shape, generator=generator).to(memory_format=torch.channels_last)
               for shape in ((2, channels, 32, 32), (32, channels, 3, 3), (2, 32, 32, 32)))
    gradients = []
    for kind in (torch.float32, torch.bfloat16):
        weight = w.to(kind).clone(memory_format=torch.channels_last).requires_grad_()
        F.conv2d(x.to(kind), weight, padding=dilation, dilation=dilation).backward(g.to(kind))
        gradients.append(weight.grad.float())
    assert (gradients[0] - gradients[1]).abs().max() < 0.02 * gradients[0].abs().max()

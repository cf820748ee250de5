"""Where a training runs and in which number format: a GPU where there is one, bfloat16 where the processor has it."""
from __future__ import annotations

from dataclasses import dataclass
import logging
from pathlib import Path

import torch
from torch import Tensor, nn

from ..config import Refused

log = logging.getLogger(__name__)
CPUINFO = Path("/proc/cpuinfo")
BF16_FLAGS = {"avx512_bf16", "amx_bf16"}
NO_BF16 = ("this processor has no bfloat16 instructions (avx512_bf16 or amx_bf16), and PyTorch emulates them with gradients that are"
           " wrong by 7 to 14 %; train with --precision fp32")


@dataclass(frozen=True)
class Machine:
    """The device, and whether convolutions run in bfloat16; weights, norms and losses stay float32."""

    device: torch.device
    bf16: bool

    def autocast(self) -> torch.autocast:
        """The context of the network's forward pass."""
        return torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.bf16)

    def raw(self, net: nn.Module, x: Tensor) -> Tensor:
        """Slabs [B, s, y, x] of t targets -> the network's raw values [B * t, 4, y, x], float32 whatever the convolutions ran in."""
        with self.autocast():
            raw = net.raw(x[:, :, None].to(self.device))
        return raw.float()


def choose(net: nn.Module, precision: str = "auto", cpuinfo: Path = CPUINFO) -> Machine:
    """Where to train this network, which is logged.

    `precision` is auto, fp32 or bf16; auto takes bfloat16 where the processor has it and the network's gradients can be trusted.
    On a processor without bfloat16 instructions PyTorch emulates them: dozens of times slower, with gradients that are wrong by
    7 to 14 % (PyTorch 1.13 on AVX2). `bf16` is refused there.
    """
    if precision not in ("auto", "fp32", "bf16"):
        raise ValueError(f"no precision {precision}")
    if torch.cuda.is_available():
        return _told(Machine(torch.device("cuda"), precision == "bf16" or precision == "auto" and torch.cuda.is_bf16_supported()))
    native, wrong = has_bf16(cpuinfo), wrong_in_bf16(net)
    if precision == "bf16" and not native:
        raise Refused(NO_BF16)
    if precision == "bf16" and wrong:
        raise Refused(f"bfloat16 gives wrong gradients on processors for dilated convolutions of {wrong} channels")
    return _told(Machine(torch.device("cpu"), precision != "fp32" and native and not wrong))


def _told(machine: Machine) -> Machine:
    log.info("training on %s in %s", machine.device, "bfloat16" if machine.bf16 else "float32")
    return machine


def wrong_in_bf16(net: nn.Module) -> list[int]:
    """Channels of the dilated convolutions whose weight gradients oneDNN computes wrongly, or may, in bfloat16.

    Seen with PyTorch 1.13 and 2.15 on AVX-512: garbage, NaN or a crash when the input channels are no multiple of 16. The same
    rule holds for output channels, since right gradients were only seen with multiples of 16.
    """
    return [channels for module in net.modules() if isinstance(module, nn.Conv2d) and max(module.dilation) > 1
            for channels in (module.in_channels, module.out_channels) if channels % 16]


def has_bf16(cpuinfo: Path) -> bool:
    """Whether the processor multiplies bfloat16 itself; no where nothing says so."""
    if not cpuinfo.exists():
        return False
    flags = next((line for line in cpuinfo.read_text().splitlines() if line.startswith("flags")), "")
    return bool(BF16_FLAGS & set(flags.split()))

"""The network as it runs: slice after slice, with what it keeps of the slices before, where the lungs are.

The eleven slices of two adjacent targets share ten. A call thus computes what belongs to one slice alone once, and hands what later
targets need to the next call. What a slice shows is computed from the whole of it, since the dense block looks far; the ConvLSTM and
the heads, which look near, answer for a part of the grid alone.
"""
from __future__ import annotations

from typing import List, Tuple

import torch
from torch import Tensor, nn

from ..data.hands import with_hand
from ..data.preprocess import NEIGHBORS
from .lungburden import LungBurdenNet, combine, log_probabilities
from .torchscript import TOLERANCE, folded

MULTIPLE = 4


class StreamNet(nn.Module):
    """`forward(slices, reader, state) -> (log-probabilities, state)`; no gradients.

    - `slices` [k, 1, 256, 256]: the next k >= 1 slices of the scan. k = 0 says that the scan has ended. Beyond its ends the outermost
      slice counts as its own neighbor.
    - `reader` [1]: -1 for the first reader's hand, 1 for the second's, 0 for neither; a network that knows one reader ignores it.
    - `state`: before the first slice one tensor [4] of whole numbers: where in the grid the part to be answered begins and ends,
      [row, row, column, column], multiples of 4; then what the last call gave: that tensor, the inputs' gates [c, 4 hidden, y/4, x/4]
      of the last c <= 10 slices, and of the p <= 5 slices that are still to be targets the main branch's spread features
      [p, 64, y/4, x/4] and the image [p, 1, y, x], of the part alone.
    - result: [n, 4, y, x] of the next n targets. A target comes when the five slices above it have come, or the end.
    """

    def __init__(self, net: LungBurdenNet) -> None:
        super().__init__()
        self.net = folded(net)
        self.net.lstm.with_doubled_candidate()
        self.hand = net.hand
        self.neighbors = NEIGHBORS

    def forward(self, slices: Tensor, reader: Tensor, state: List[Tensor]) -> Tuple[Tensor, List[Tensor]]:
        part = state[0]
        if slices.shape[0] == 0:
            beyond = state[1][-1:].expand(self.neighbors, -1, -1, -1)
            return self.targets(torch.cat([state[1], beyond]), state[2], state[3], part)
        x = slices
        if self.hand:
            x = torch.cat([slices, reader.to(slices.dtype).view(1, 1, 1, 1).expand_as(slices)], dim=1)
        y0, y1, x0, x1 = int(part[0]), int(part[1]), int(part[2]), int(part[3])
        features = self.net.features(x)[:, :, y0 // 4:y1 // 4, x0 // 4:x1 // 4].contiguous(memory_format=torch.channels_last)
        images = slices[:, :, y0:y1, x0:x1]
        gates = self.net.lstm.from_input(self.net.reduce(features))
        spread = self.net.main_head.spread(features)
        if len(state) == 1:
            beyond = gates[:1].expand(self.neighbors, -1, -1, -1)
            return self.targets(torch.cat([beyond, gates]), spread, images, part)
        return self.targets(torch.cat([state[1], gates]), torch.cat([state[2], spread]), torch.cat([state[3], images]), part)

    def targets(self, gates: Tensor, spread: Tensor, images: Tensor, part: Tensor) -> Tuple[Tensor, List[Tensor]]:
        """Answers as many of the waiting slices as have all their neighbors, and keeps the rest."""
        n = max(0, gates.shape[0] - 2 * self.neighbors)
        # a caller may give slices and part in memory of its own, which is not there any more at the next call
        kept = [part.clone(), gates[n:], spread[n:], images[n:].clone()]
        target = images[:n]
        if n == 0:
            return target.expand(0, 4, -1, -1), kept
        h = self.net.lstm.windows(gates, n)
        branch = self.net.prior(self.net.branch_head(h, target), target)
        main = self.net.prior(self.net.main_head.finish(spread[:n], target), target)
        return log_probabilities(combine(main, branch, self.net.attention_head(h))), kept


def to_stream(net: LungBurdenNet) -> torch.jit.ScriptModule:
    """Frozen TorchScript of `StreamNet` with folded norms."""
    return torch.jit.freeze(torch.jit.script(StreamNet(net).eval().to(memory_format=torch.channels_last)))


def slab_of(script: torch.jit.ScriptModule, slab: Tensor, hand: float = 0.0) -> Tensor:
    """The script's answer for a slab [n + 10, 1, 256, 256] with its neighbors: [n, 4, 256, 256], as `LungBurdenNet.forward` gives it."""
    whole = torch.tensor([0, slab.shape[2], 0, slab.shape[3]])
    answer, _ = script(slab, torch.tensor([hand]), [whole])
    return answer[NEIGHBORS:]


def check_stream(script: torch.jit.ScriptModule, net: LungBurdenNet, size: int = 256) -> tuple[float, int]:
    """As `torchscript.check`, for slabs of 1, 2 and 5 targets at once, and for 7 slices in pieces, by each hand that the network knows."""
    worst, others = 0.0, 0
    for hand in (-1.0, 0.0, 1.0) if net.hand else (0.0,):
        for n in (1, 2, 5):
            x = torch.rand(n + 2 * NEIGHBORS, 1, size, size, generator=torch.Generator().manual_seed(n))
            worst, others = _compared(slab_of(script, x, hand), _expected(net, x, hand), worst, others)
        x = torch.rand(7, 1, size, size, generator=torch.Generator().manual_seed(7))
        padded = torch.cat([x[:1].expand(NEIGHBORS, -1, -1, -1), x, x[-1:].expand(NEIGHBORS, -1, -1, -1)])
        worst, others = _compared(in_pieces(script, x, [1, 3, 2, 1], hand), _expected(net, padded, hand), worst, others)
    return worst, others


def in_pieces(script: torch.jit.ScriptModule, scan: Tensor, pieces: List[int], hand: float = 0.0) -> Tensor:
    """A whole scan [m, 1, 256, 256] -> [m, 4, 256, 256], handed over in pieces of so many slices."""
    state, answers = [torch.tensor([0, scan.shape[2], 0, scan.shape[3]])], []
    for piece in (*torch.split(scan, pieces), scan[:0]):
        answer, state = script(piece, torch.tensor([hand]), state)
        answers.append(answer)
    return torch.cat(answers)


def _expected(net: LungBurdenNet, slab: Tensor, hand: float) -> Tensor:
    with torch.no_grad():
        return net(with_hand(slab, hand) if net.hand else slab)


def _compared(found: Tensor, expected: Tensor, worst: float, others: int) -> tuple[float, int]:
    difference = float((found.exp() - expected.exp()).abs().max())
    if difference > TOLERANCE:
        raise RuntimeError(f"the exported network differs by {difference}")
    return max(worst, difference), others + int((found.argmax(1) != expected.argmax(1)).sum())

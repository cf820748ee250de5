"""Whose hand outlines follow, as one more channel of the network's input: two readers draw the same lesions differently."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

READERS = {"first": -1.0, "second": 1.0, "middle": 0.0}
HANDS = (READERS["first"], READERS["second"])


@dataclass(frozen=True)
class HandConfig:
    """`of` names the reader, first or second, of each set whose outlines bear a hand; a set without name gets either at random.

    `hidden` is the share of samples whose hand the network is not given. It learns there what lies between the readers.
    """

    of: dict[str, str]
    hidden: float = 0.3

    def draw(self, set_name: str, rng: np.random.Generator) -> float:
        """The value of the channel for one sample of a set."""
        either, hidden = HANDS[rng.integers(2)], rng.random() < self.hidden
        return READERS["middle"] if hidden else READERS[self.of[set_name]] if set_name in self.of else either


def with_hand(x: Tensor, hand: Tensor | float) -> Tensor:
    """Images [..., 1, y, x] and the hand, one value or one for each entry of the first axis -> [..., 2, y, x]."""
    value = torch.as_tensor(hand, dtype=x.dtype, device=x.device)
    plane = value.view(-1, *[1] * (x.dim() - 1)).expand_as(x)
    return torch.cat([x, plane], dim=-3)

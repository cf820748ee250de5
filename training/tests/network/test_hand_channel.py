"""A network that knows its readers apart answers by the hand it is given, as TorchScript and in half form too."""
from __future__ import annotations

import torch
from torch import nn

from lungburden_training.data.hands import with_hand
from lungburden_training.network.lungburden import LungBurdenNet, channels_of
from lungburden_training.network.torchscript import check, to_torchscript

SMALL = {"growth": 4, "hidden": 4, "dilations": [1, 2], "head_width": 8}


def _net(**changes) -> LungBurdenNet:
    net = LungBurdenNet(**SMALL, **changes).eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
    return net


def test_the_answer_depends_on_the_hand_in_both_branches() -> None:
    net, slab = _net(hand=True), torch.rand(12, 1, 32, 32)
    with torch.no_grad():
        answers = [net(with_hand(slab, hand)) for hand in (-1.0, 0.0, 1.0)]
        main = [net.main_branch(with_hand(slab, hand)) for hand in (-1.0, 1.0)]
    assert answers[0].shape == (2, 4, 32, 32)
    assert (answers[0] - answers[1]).abs().max() > 1e-3 and (answers[1] - answers[2]).abs().max() > 1e-3
    assert (main[0] - main[1]).abs().max() > 1e-3


def test_only_a_network_with_hand_has_the_channel_and_its_weights() -> None:
    assert (channels_of(_net(hand=True)), channels_of(_net())) == (2, 1)
    with_weights, without = _net(hand=True).state_dict(), _net().state_dict()
    assert with_weights.keys() == without.keys()
    other = [name for name in without if without[name].shape != with_weights[name].shape]
    assert other == ["stem.conv.weight"] and with_weights[other[0]].shape[1] == 19


def test_the_script_of_a_network_with_hand_answers_alike() -> None:
    net = _net(hand=True)
    worst, _ = check(to_torchscript(net), net, size=32)
    assert worst < 1e-4

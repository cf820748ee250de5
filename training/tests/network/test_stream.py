"""The network slice after slice: the answers of the slab form, whatever the pieces, and of a part of the grid."""
from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from lungburden_training.network.lungburden import LungBurdenNet
from lungburden_training.network.stream import check_stream, in_pieces, slab_of, to_stream

PRIOR = {"sigma": 1.0, "threshold": 0.8, "weight": 4.0}


def _net(**changes) -> LungBurdenNet:
    torch.manual_seed(3)
    net = LungBurdenNet(stem=8, growth=4, hidden=4, head_width=8, **changes).eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean, -0.2, 0.2)
            nn.init.uniform_(module.running_var, 0.5, 2)
    return net


@pytest.mark.parametrize("changes", [{}, {"prior": PRIOR}, {"hand": True}])
def test_answers_as_the_slab_form_does(tmp_path: Path, changes: dict) -> None:
    net = _net(**changes)
    to_stream(net).save(str(tmp_path / "model.pt"))
    worst, others = check_stream(torch.jit.load(str(tmp_path / "model.pt")), net, size=64)
    assert worst <= 1e-5 and others == 0


def test_a_script_of_other_weights_is_refused() -> None:
    script = to_stream(_net())
    other = LungBurdenNet(stem=8, growth=4, hidden=4, head_width=8).eval()
    with pytest.raises(RuntimeError, match="differs by"):
        check_stream(script, other, size=64)


@pytest.mark.parametrize("slices", [1, 2, 6])
def test_scans_shorter_than_a_window_are_answered_whole(slices: int) -> None:
    script, scan = to_stream(_net()), torch.rand(slices, 1, 64, 64)
    whole = in_pieces(script, scan, [slices])
    assert whole.shape == (slices, 4, 64, 64)
    torch.testing.assert_close(in_pieces(script, scan, [1] * slices), whole, rtol=0, atol=1e-5)


def test_a_part_of_the_grid_is_answered_alone_and_alike_away_from_its_border() -> None:
    script, slab = to_stream(_net()), torch.rand(12, 1, 128, 128)
    part, _ = script(slab, torch.zeros(1), [torch.tensor([16, 112, 8, 96])])
    whole = slab_of(script, slab)
    assert part.shape == (7, 4, 96, 88)
    # the ConvLSTM takes in one feature a step, and the heads two more, of four pixels each
    away = 4 * 12
    torch.testing.assert_close(part[5:, :, away:-away, away:-away], whole[:, :, 16 + away:112 - away, 8 + away:96 - away],
                               rtol=0, atol=1e-5)


def test_nothing_is_kept_but_what_later_targets_need() -> None:
    script = to_stream(_net())
    state = [torch.tensor([0, 64, 0, 64])]
    for pieces, kept, waiting, answered in ((1, 6, 1, 0), (9, 10, 5, 5), (4, 10, 5, 4)):
        answer, state = script(torch.rand(pieces, 1, 64, 64), torch.zeros(1), state)
        assert len(answer) == answered and [len(tensor) for tensor in state[1:]] == [kept, waiting, waiting]


def test_what_is_kept_does_not_lie_in_the_callers_memory() -> None:
    script, scan = to_stream(_net()), torch.rand(9, 1, 64, 64)
    whole = in_pieces(script, scan, [9])
    state, answers = [torch.tensor([0, 64, 0, 64])], []
    for piece in (scan[:7].clone(), scan[7:].clone(), scan[:0]):
        given = state[0]
        answer, state = script(piece, torch.zeros(1), state)
        answers.append(answer)
        piece.fill_(9.0)
        given.fill_(0)
    torch.testing.assert_close(torch.cat(answers), whole, rtol=0, atol=1e-5)

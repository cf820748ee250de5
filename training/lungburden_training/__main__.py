"""Commands: `python3 -m lungburden_training train|crossvalidate|evaluate|shipped|export --config FILE`, or `compare`."""
from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


def main() -> None:
    """Parses the command line and runs one stage."""
    parser = argparse.ArgumentParser(prog="lungburden_training")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "crossvalidate", "evaluate", "shipped", "export"):
        command = commands.add_parser(name)
        command.add_argument("--config", type=Path, default=HERE / "configs" / "shipping.yaml")
        command.add_argument("--run", type=Path, help="folder of checkpoints and figures (default: runs/CONFIG)")
        command.add_argument("--data", type=Path, default=os.environ.get("LUNGBURDEN_DATA"),
                             help="data folder (default: LUNGBURDEN_DATA)")
        command.add_argument("--threads", type=int, default=2)
        if name in ("train", "crossvalidate"):
            command.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto",
                                 help="number format of convolutions in training (default: bf16 where the processor has it,"
                                      " fp32 for the paper's recipe)")
        if name == "train":
            command.add_argument("--imagenet", type=Path,
                                 help="DenseNet-121 weights (torchvision's names) for the paper's network")
        if name == "evaluate":
            command.add_argument("--images", type=Path, help="folder of NIfTI; with --labels, instead of the data folder")
            command.add_argument("--labels", type=Path, help="folder of their labels, of the same or of names on _labels")
            command.add_argument("--out", type=Path, help="folder for figures, table and plots (default: the run's)")
            command.add_argument("--cases", nargs="*", help="default: the config's held-out patients")
            command.add_argument("--every-set", action="store_true",
                                 help="the held-out patients of all sets, series and effusion too")
            command.add_argument("--others", action="store_true",
                                 help="instead, three sets never trained on: no findings, slices of infection, lungs")
            command.add_argument("--main-only", action="store_true", help="the main branch alone")
            command.add_argument("--flips", action="store_true", help="mean of the answers for a scan and its mirror image")
            command.add_argument("--every-slice", action="store_true",
                                 help="answer every slice, not one in about 5 mm (whole volumes only)")
            command.add_argument("--overlay", type=Path, help="folder for pictures")
        if name == "crossvalidate":
            command.add_argument("--joint", action="store_true", help="hold out a group of every set at once: 6 folds, not 15")
            command.add_argument("--folds", nargs="*", help="run these now (default: all that are missing)")
        if name in ("evaluate", "crossvalidate"):
            command.add_argument("--plots", action="store_true", help="write plots (needs matplotlib)")
        if name == "shipped":
            command.add_argument("--launcher", type=Path, default=HERE.parent / "lungburden", help="what runs the exports")
        if name == "export":
            command.add_argument("--out", type=Path, default=HERE.parent / "inference-worker" / "model")
            command.add_argument("--figures", type=Path, help="figures of the held-out run, written by evaluate")
    compare = commands.add_parser("compare", help="time and memory of the architectures over 16 slices, random weights")
    compare.add_argument("names", nargs="*", help="architectures (default: all)")
    compare.add_argument("--threads", type=int, default=2)
    compare.add_argument("--size", type=int, default=256, help="rows and columns, 176 for the box of the lungs")
    arguments = parser.parse_args()
    if arguments.command == "compare":
        from .compare import compare as run_compare
        print(run_compare(arguments.names, arguments.threads, arguments.size))
        return
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.run = arguments.run or HERE / "runs" / arguments.config.stem
    own_images = arguments.command == "evaluate" and arguments.images is not None
    if own_images and arguments.labels is None:
        parser.error("--images needs --labels")
    if arguments.command != "export" and not own_images and arguments.data is None:
        parser.error("say where the data are: --data or LUNGBURDEN_DATA")
    _run(arguments)


def _run(arguments: argparse.Namespace) -> None:
    from .config import read_config
    config = read_config(arguments.config)
    if arguments.command == "train":
        from .data import load_items
        from .train import train
        items = load_items(Path(arguments.data), HERE / "cache", config.window)
        train(config, items, arguments.run, arguments.threads, arguments.imagenet, arguments.precision)
    elif arguments.command == "crossvalidate":
        from .crossvalidate import crossvalidate
        from .data import load_items
        crossvalidate(config, load_items(Path(arguments.data), HERE / "cache", config.window), arguments)
    elif arguments.command == "evaluate":
        _evaluate(config, arguments)
    elif arguments.command == "shipped":
        from .shipped import shipped_path
        shipped_path(config, arguments)
    else:
        import torch

        from .export import export
        torch.set_num_threads(arguments.threads)
        export(config, arguments.run, arguments.out, arguments.figures)


def _evaluate(config, arguments: argparse.Namespace) -> None:
    if arguments.others:
        from .others import evaluate_others
        evaluate_others(config, arguments)
    elif arguments.every_set:
        from .crossvalidate import evaluate_every_set
        from .data import load_items
        evaluate_every_set(config, load_items(Path(arguments.data), HERE / "cache", config.window), arguments)
    else:
        from .evaluate import evaluate
        evaluate(config, arguments)


if __name__ == "__main__":
    main()

"""Commands: `python3 -m lungburden_training COMMAND`; `--help` lists them."""
from __future__ import annotations

import argparse
import logging
import os
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SHIPPED = HERE.parent / "inference-worker" / "model"


def main() -> None:
    """Parses the command line and runs one stage."""
    parser = _parser()
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if arguments.command in OF_NO_RUN:
        OF_NO_RUN[arguments.command](arguments)
        return
    if arguments.command == "evaluate":
        _check_evaluate(parser, arguments)
    arguments.config = arguments.config or HERE / "configs" / "shipping.yaml"
    also = "-also" if getattr(arguments, "also", None) else ""
    arguments.run = arguments.run or HERE / "runs" / (arguments.config.stem + also)
    own_images = arguments.command == "evaluate" and arguments.images is not None
    if arguments.command != "export" and not own_images and arguments.data is None:
        parser.error("say where the data are: --data or LUNGBURDEN_DATA")
    from .config import Refused
    try:
        _run(arguments)
    except Refused as refusal:
        parser.error(str(refusal))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lungburden_training")
    commands = parser.add_subparsers(dest="command", required=True)
    train, crossvalidate, evaluate, shipped, export = (
        _stage(commands, name) for name in ("train", "crossvalidate", "evaluate", "shipped", "export"))
    for command in (train, crossvalidate):
        command.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto",
                             help="number format of convolutions in training (default: bf16 where the processor has it,"
                                  " fp32 for the paper's recipe)")
    train.add_argument("--also", type=Path, metavar="DIR",
                       help="corrected scans that `lungburden corrections -o DIR` wrote; they train like covid-volumes")
    train.add_argument("--imagenet", type=Path, help="DenseNet-121 weights (torchvision's names) for the paper's network")
    crossvalidate.add_argument("--joint", action="store_true", help="hold out a group of every set at once: 6 folds, not 15")
    crossvalidate.add_argument("--folds", nargs="*", help="run these now (default: all that are missing)")
    for command in (evaluate, crossvalidate):
        command.add_argument("--plots", action="store_true", help="write plots (needs matplotlib)")
    _evaluate_options(evaluate)
    shipped.add_argument("--launcher", type=Path, default=HERE.parent / "lungburden", help="what runs the exports")
    export.add_argument("--out", type=Path, default=SHIPPED)
    export.add_argument("--figures", type=Path, help="figures of the same recipe, written by crossvalidate or evaluate")
    export.add_argument("--others", type=Path, help="figures-others.json of these weights, written by evaluate --others")
    _without_a_run(commands)
    return parser


def _without_a_run(commands) -> None:
    half = commands.add_parser("half", help="adds the half form, for GPUs, to an exported model")
    half.add_argument("directory", type=Path)
    commands.add_parser("fixtures", help="writes fixtures/, on which Python and Java must agree")
    compare = commands.add_parser("compare", help="time and memory of the architectures over 16 slices, random weights")
    compare.add_argument("names", nargs="*", help="architectures (default: all)")
    compare.add_argument("--threads", type=int, default=2)
    compare.add_argument("--size", type=int, default=256, help="rows and columns, 176 for the box of the lungs")


def _stage(commands, name: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name)
    command.add_argument("--config", type=Path, help="the recipe (default: configs/shipping.yaml)")
    command.add_argument("--run", type=Path, help="folder of checkpoints and figures (default: runs/CONFIG)")
    command.add_argument("--data", type=Path, default=os.environ.get("LUNGBURDEN_DATA"),
                         help="data folder (default: LUNGBURDEN_DATA)")
    command.add_argument("--threads", type=int, default=2)
    return command


def _evaluate_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--images", type=Path, help="folder of NIfTI; with --labels, instead of the data folder")
    command.add_argument("--labels", type=Path, help="folder of their labels, of the same or of names on _labels")
    command.add_argument("--model", type=Path, help="folder of an exported network, instead of a run's checkpoint; with --images"
                                                    " the one that ships, unless --run or --config is given")
    command.add_argument("--out", type=Path, help="folder for figures, table and plots (default: the run's)")
    command.add_argument("--cases", nargs="*", help="scans or patients of covid-volumes (default: the config's held-out ones)")
    command.add_argument("--every-set", action="store_true", help="the held-out patients of all sets, series and effusion too")
    command.add_argument("--readers", action="store_true",
                         help="the held-out scans that two readers outlined, against each, beside their agreement")
    command.add_argument("--others", action="store_true",
                         help="instead, three sets never trained on: no findings, slices of infection, lungs")
    command.add_argument("--main-only", action="store_true", help="the main branch alone")
    command.add_argument("--reader", choices=("first", "second", "middle"), default="middle",
                         help="whose outlines a network follows that knows its readers apart (default: between them)")
    command.add_argument("--flips", action="store_true", help="mean of the answers for a scan and its mirror image")
    command.add_argument("--every-slice", action="store_true",
                         help="answer every slice, not one in about 5 mm (whole volumes only)")
    command.add_argument("--overlay", type=Path, help="folder for pictures")


def _check_evaluate(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if arguments.images is not None and arguments.labels is None:
        parser.error("--images needs --labels")
    if arguments.images is not None and not (arguments.model or arguments.run or arguments.config):
        arguments.model = SHIPPED
    if arguments.model is not None and arguments.out is None:
        parser.error("say where the figures go: --out")
    names = ("every_set", "readers", "others", "images", "cases", "every_slice", "overlay", "plots")
    given = ["--" + name.replace("_", "-") for name in names if getattr(arguments, name)]
    if arguments.readers and arguments.reader != "middle":
        parser.error("--readers measures every hand: leave --reader out")
    if given == ["--readers", "--cases"]:
        return
    if len(given) > 1 and given[0] in ("--every-set", "--readers", "--others"):
        parser.error(f"{given[0]} goes without {given[1]}")


def _run(arguments: argparse.Namespace) -> None:
    from .config import read_config
    config = read_config(arguments.config)
    if arguments.command == "train":
        from .train.phases import train
        config, further = _also(config, arguments.also)
        train(config, _items(config, arguments) + further, arguments.run, arguments.threads, arguments.imagenet,
              arguments.precision)
    elif arguments.command == "crossvalidate":
        from .evaluate.crossvalidate import crossvalidate
        crossvalidate(config, _items(config, arguments), arguments)
    elif arguments.command == "evaluate":
        _evaluate(config, arguments)
    elif arguments.command == "shipped":
        from .export.shipped import shipped_path
        shipped_path(config, arguments)
    else:
        import torch

        from .export.model import export
        torch.set_num_threads(arguments.threads)
        export(config, arguments.run, arguments.out, arguments.figures, arguments.others,
               Path(arguments.data) if arguments.data else None)


def _evaluate(config, arguments: argparse.Namespace) -> None:
    if arguments.others:
        from .evaluate.others import evaluate_others
        evaluate_others(config, arguments)
    elif arguments.readers:
        from .evaluate.readers import evaluate_readers
        evaluate_readers(config, arguments)
    elif arguments.every_set:
        from .evaluate.crossvalidate import evaluate_every_set
        evaluate_every_set(config, _items(config, arguments), arguments)
    else:
        from .evaluate.volumes import evaluate
        evaluate(config, arguments)


def _items(config, arguments: argparse.Namespace) -> list:
    from .data.cache import load_items
    from .evaluate.crossvalidate import ALWAYS_MEASURED
    return load_items(Path(arguments.data), HERE / "cache", config.window, config.sets() | ALWAYS_MEASURED)


def _also(config, folder: Path | None) -> tuple:
    """The recipe that names the corrected scans, so that neither its weights nor its figures pass for others', and the scans."""
    if folder is None:
        return config, []
    import dataclasses

    from .config import Refused
    from .data.cache import load_corrections
    from .data.corrections import corrections
    from .data.items import COVID
    if COVID not in config.sets():
        raise Refused(f"--also: this recipe does not train on {COVID}, with which corrected scans are drawn")
    keys = corrections(folder)
    return dataclasses.replace(config, also=tuple(keys)), load_corrections(folder, keys, HERE / "cache", config.window)


def _compare(arguments: argparse.Namespace) -> None:
    from .evaluate.compare import compare
    print(compare(arguments.names, arguments.threads, arguments.size))


def _half(arguments: argparse.Namespace) -> None:
    from .export.half import add_half
    add_half(arguments.directory)


def _fixtures(_: argparse.Namespace) -> None:
    from .data.fixtures import write
    from .evaluate.cohort_fixtures import write as write_statistics
    write(HERE / "fixtures" / "preprocess.json")
    write_statistics(HERE / "fixtures" / "statistics")


OF_NO_RUN = {"compare": _compare, "half": _half, "fixtures": _fixtures}

if __name__ == "__main__":
    main()

"""Commands: `python3 -m lungburden_training train|evaluate|export --config FILE`."""
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
    for name in ("train", "evaluate", "export"):
        command = commands.add_parser(name)
        command.add_argument("--config", type=Path, default=HERE / "configs" / "shipping.yaml")
        command.add_argument("--run", type=Path, help="folder of checkpoints and figures (default: runs/CONFIG)")
        command.add_argument("--data", type=Path, default=os.environ.get("LUNGBURDEN_DATA"),
                             help="data folder (default: LUNGBURDEN_DATA)")
        command.add_argument("--threads", type=int, default=2)
        if name == "evaluate":
            command.add_argument("--cases", nargs="*", help="default: the config's held-out patients")
            command.add_argument("--main-only", action="store_true", help="the main branch alone")
            command.add_argument("--overlay", type=Path, help="folder for pictures")
        if name == "export":
            command.add_argument("--out", type=Path, default=HERE.parent / "inference-worker" / "model")
            command.add_argument("--figures", type=Path, help="figures of the held-out run, written by evaluate")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    arguments.run = arguments.run or HERE / "runs" / arguments.config.stem
    if arguments.command != "export" and arguments.data is None:
        parser.error("say where the data are: --data or LUNGBURDEN_DATA")
    _run(arguments)


def _run(arguments: argparse.Namespace) -> None:
    from .config import read_config
    config = read_config(arguments.config)
    if arguments.command == "train":
        from .data import load_items
        from .train import train
        items = load_items(Path(arguments.data), HERE / "cache", config.window)
        train(config, items, arguments.run, arguments.threads)
    elif arguments.command == "evaluate":
        from .evaluate import evaluate
        evaluate(config, arguments)
    else:
        from .export import export
        export(config, arguments)


if __name__ == "__main__":
    main()

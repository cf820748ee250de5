"""Messages that need no build: the help of each command, the version, and the refusal of wrong arguments."""

import re
import shutil
import subprocess

import pytest
from harness.launcher import HOME

pytestmark = pytest.mark.programs

TEXTS = {path.stem: path.read_text() for path in (HOME / "deploy/launcher/usage").glob("*.txt")}
COMMANDS = sorted(set(TEXTS) - {"lungburden"})


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The launcher without sources that could be built; the launcher calls neither a JDK nor Maven."""
    home = tmp_path_factory.mktemp("unbuilt")
    shutil.copytree(HOME / "deploy/launcher", home / "deploy/launcher")
    for name in ("lungburden", "pom.xml"):
        shutil.copy2(HOME / name, home / name)
    return home


def ask(tree, *arguments, cwd=None):
    done = subprocess.run(
        [tree / "lungburden", *map(str, arguments)],
        cwd=cwd or tree,
        env={"PATH": "/usr/bin:/bin", "LUNGBURDEN_JAVA_HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert not (tree / "target").exists()
    return done


@pytest.mark.parametrize("arguments", [("help",), ("--help",), ("-h",), ("help", "help")])
def test_help_of_all(tree, arguments):
    done = ask(tree, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXTS["lungburden"], "")
    for command in COMMANDS:
        assert re.search(rf"^  {command} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_gives_an_example(tree, command):
    for arguments in ((command, "--help"), (command, "-h"), ("help", command)):
        done = ask(tree, *arguments)
        assert (done.returncode, done.stdout, done.stderr) == (0, TEXTS[command], "")
    assert f"\nExample: lungburden {command}" in done.stdout


@pytest.mark.parametrize("arguments", [("--version",), ("-V",), ("quantify", "--version"), ("test", "-V")])
def test_version_is_that_of_the_project(tree, arguments):
    version = re.search(r"^## \[(\d+\.\d+\.\d+)\]", (HOME / "CHANGELOG.md").read_text(), re.MULTILINE)[1]
    done = ask(tree, *arguments)
    assert (done.returncode, done.stdout) == (0, f"LungBurden {version}\n")


def test_no_command_prints_the_usage(tree):
    done = ask(tree)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", TEXTS["lungburden"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("quantfy",), "lungburden: unknown command 'quantfy'"),
        (("help", "quantfy"), "lungburden: unknown command 'quantfy'"),
        (("../pom",), "lungburden: unknown command '../pom'"),
        (("--nonsense",), "lungburden: unknown option '--nonsense'"),
        (("quantify", "--nonsense"), "lungburden quantify: unknown option '--nonsense'"),
        (("quantify", "--out=x"), "lungburden quantify: unknown option '--out'"),
        (("quantify", "-x"), "lungburden quantify: unknown option '-x'"),
        (("quantify", "-o", "out", "--por", "1"), "lungburden quantify: unknown option '--por'"),
        (("serve", "8080"), "lungburden serve: takes no argument '8080'"),
        (("fix", "all"), "lungburden fix: takes no argument 'all'"),
        (("chaos", "--job", "8"), "lungburden chaos: unknown option '--job'"),
        (("bench", "inference", "--fast"), "lungburden bench: unknown option '--fast'"),
    ],
)
def test_what_is_not_known_is_refused(tree, arguments, sentence):
    done = ask(tree, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    told = sentence.partition(":")[0]
    assert done.stderr.splitlines() == [sentence, f"Try '{told} --help'."]


@pytest.mark.parametrize(
    "arguments",
    [
        ("quantify", "-o", "out", "--server", "http://127.0.0.1:9", "--model=m", "--test"),
        ("quantify", "-oout", "--", "--odd-name"),
        ("phantom", "-o", "-odd.nii.gz", "--axes", "LPS"),
        ("serve", "--port=0", "--data", "--odd"),
        ("api", "--host", "::1"),
        ("worker", "--port", "0"),
    ],
)
def test_what_is_known_goes_on_to_the_search_for_a_jdk(tree, arguments):
    done = ask(tree, *arguments)
    assert done.returncode == 2
    assert "JDK 17" in done.stderr


def test_a_study_that_is_none_is_told_before_a_build(tree, tmp_path):
    (tmp_path / "empty.zip").touch()
    for study, sentence in {"missing.zip": "no such study: missing.zip", "empty.zip": "UPLOAD_EMPTY: "}.items():
        done = ask(tree, "quantify", study, "-o", "out", cwd=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(sentence)
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("script", ["chaos", "bench attacks", "bench cluster", "bench decode", "bench inference"])
def test_options_of_the_scripts_are_those_of_the_texts(script):
    module = script.replace(" ", ".")
    taken = subprocess.run(
        ["/usr/bin/python3", "-m", f"harness.{module}", "--help"],
        cwd=HOME / "deploy", capture_output=True, text=True, timeout=60, check=True,
    ).stdout
    options = set(re.findall(r"(?<=[\s\[])--[a-z]+", taken)) - {"--help"}
    assert options
    text = TEXTS[script.split()[0]]
    for option in options:
        assert re.search(rf"^ +(-., )?{option}\b", text, re.MULTILINE), option

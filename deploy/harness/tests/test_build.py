"""The first build needs only a JDK, and shows its progress. The tests build a small project."""

import os
import pty
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from harness.launcher import HOME, processes_naming

pytestmark = pytest.mark.programs

HIDDEN = ("mvn", "unzip", "wget", "curl", "java", "javac")

MAIN = """package org.lungburden.standalone;
class Main {
    public static void main(String[] arguments) {
        System.out.println(String.join(" ", arguments) + " in " + System.getProperty("user.home"));
    }
}
"""

ROOT = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.lungburden</groupId>
  <artifactId>lungburden</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <modules><module>deploy/standalone</module></modules>
</project>
"""

MODULE = """<project>
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>%s</version>
    <relativePath/>
  </parent>
  <groupId>org.lungburden</groupId>
  <artifactId>small</artifactId>
  <version>1</version>
  <build><finalName>lungburden-standalone</finalName></build>
</project>
"""


def a_jdk():
    """The JDK that runs the tests, because the launcher under test finds none in the usual folders."""
    found = subprocess.run(
        ["sh", "-c", '. deploy/launcher/jdk.sh; find_jdk && echo "$JAVA_HOME"'],
        cwd=HOME, capture_output=True, text=True, timeout=30, check=True,
    )
    return found.stdout.strip()


@pytest.fixture
def project(tmp_path):
    """The launcher with a program of one class. PATH has neither Maven nor programs that could download and unpack Maven."""
    home = tmp_path / "project"
    shutil.copytree(HOME / "deploy/launcher", home / "deploy/launcher")
    shutil.copytree(HOME / ".mvn", home / ".mvn")
    for name in ("lungburden", "mvnw"):
        shutil.copy2(HOME / name, home / name)
    boot = re.search(r"spring-boot-starter-parent</artifactId>\s*<version>(.*)</version>", (HOME / "pom.xml").read_text())[1]
    source = home / "deploy/standalone/src/main/java/org/lungburden/standalone/Main.java"
    source.parent.mkdir(parents=True)
    source.write_text(MAIN)
    (home / "pom.xml").write_text(ROOT)
    (home / "deploy/standalone/pom.xml").write_text(MODULE % boot)
    tools = tmp_path / "tools"
    tools.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for tool in Path(folder).iterdir():
            if tool.name not in HIDDEN and not (tools / tool.name).is_symlink():
                (tools / tool.name).symlink_to(tool)
    return home, {
        "PATH": str(tools),
        "HOME": os.environ["HOME"],
        "MAVEN_USER_HOME": str(tmp_path / "maven"),
        "DJL_CACHE_DIR": str(tmp_path),
        "LUNGBURDEN_JAVA_HOME": a_jdk(),
        **{name: value for name, value in os.environ.items() if name.startswith("MVNW_") or name == "JAVA_TOOL_OPTIONS"},
    }


def launch(project, stderr, *arguments):
    home, environment = project
    return subprocess.Popen(
        [home / "lungburden", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def ended(process, timeout=240):
    out, err = process.communicate(timeout=timeout)
    return process.returncode, out, err


def test_builds_with_a_jdk_alone_and_once(project):
    assert subprocess.run(["sh", "-c", "command -v mvn"], env=project[1], check=False).returncode != 0

    status, out, err = ended(launch(project, subprocess.PIPE, "phantom"))
    assert (status, out) == (0, f"phantom in {os.environ['HOME']}\n"), err
    assert "lungburden: building;" in err and "\r" not in err
    assert re.search(r"^lungburden: the build took \d+ s$", err, re.MULTILINE)

    status, out, err = ended(launch(project, subprocess.PIPE, "phantom"))
    assert (status, out, err.count("building;")) == (0, f"phantom in {os.environ['HOME']}\n", 0)


def everything(terminal):
    """All output until the last writer closes its side, which Linux reports as an error."""
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 4096)
        except OSError:
            return shown


def test_shows_on_a_terminal_how_far_it_is(project):
    ours, theirs = pty.openpty()
    try:
        process = launch(project, theirs, "phantom")
        os.close(theirs)
        shown = everything(ours)
        assert ended(process)[0] == 0
        assert re.search(rb"\r\x1b\[Klungburden: preparing, \d+ s, 0 files downloaded", shown)
        assert b"the build took" in shown
    finally:
        os.close(ours)


def test_an_interrupt_ends_the_build(project):
    process = launch(project, subprocess.PIPE, "phantom")
    while "building;" not in process.stderr.readline():
        assert process.poll() is None
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        os.kill(int(child), signal.SIGINT)  # as a terminal does
    assert ended(process, 30)[0] in (130, -signal.SIGINT)
    for _ in range(100):
        if not processes_naming(str(project[0])):
            return
        time.sleep(0.1)
    raise AssertionError(processes_naming(str(project[0])))


def test_a_build_that_fails_tells_why(project):
    home, _ = project
    (home / "deploy/standalone/src/main/java/org/lungburden/standalone/Main.java").write_text("nonsense")

    status, out, err = ended(launch(project, subprocess.PIPE, "phantom"))
    assert (status, out) == (3, "")
    assert "Main.java" in err and "lungburden: the build failed; " in err
    assert "[INFO]" not in err

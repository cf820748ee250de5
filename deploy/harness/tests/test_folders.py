"""The folder of unpacked programs, the choice of the JDK, and the character set of file names."""

import os
import subprocess

import pytest
from harness.launcher import HOME

pytestmark = pytest.mark.programs


def shell(script, **environment):
    return subprocess.run(
        ["sh", "-uc", f"umask 022; for part in folders jdk run; do . deploy/launcher/$part.sh; done; {script}"],
        cwd=HOME,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def folders(**environment):
    done = shell('find_folders && echo "$DJL_CACHE_DIR" && echo "$user_home"', **environment)
    return done.stdout.splitlines() or done.stderr


def mode(path):
    return path.stat().st_mode & 0o777


def test_the_folder_of_programs_is_closed_to_others(tmp_path):
    programs = tmp_path / ".cache/lungburden"
    programs.mkdir(parents=True, mode=0o755)
    assert folders(HOME=str(tmp_path)) == [str(programs), str(tmp_path)]
    assert mode(programs) == 0o700


def test_the_folder_of_programs_is_made(tmp_path):
    assert folders(HOME=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "a/b")) == [str(tmp_path / "a/b/lungburden"), str(tmp_path)]
    assert mode(tmp_path / "a/b/lungburden") == 0o700


@pytest.mark.parametrize("home", [{}, {"HOME": "/dev/null"}, {"HOME": "/nonexistent"}])
def test_without_a_home_a_private_folder_is_used(tmp_path, home):
    private = tmp_path / f"lungburden-{os.getuid()}"
    for _ in range(2):
        assert folders(TMPDIR=str(tmp_path), **home) == [str(private / "cache"), str(private)]
        assert mode(private) == 0o700


def test_a_private_folder_that_someone_else_may_have_laid_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / f"lungburden-{os.getuid()}").symlink_to("theirs")
    assert "is not yours" in folders(TMPDIR=str(tmp_path), HOME="/nonexistent")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_programs_that_is_another_users_is_not_used(tmp_path):
    programs = tmp_path / ".cache/lungburden"
    programs.mkdir(parents=True)
    os.chown(programs, 65534, 65534)
    private = tmp_path / f"lungburden-{os.getuid()}"
    assert folders(HOME=str(tmp_path), TMPDIR=str(tmp_path)) == [str(private / "cache"), str(private)]


def test_a_folder_that_is_named_is_taken(tmp_path):
    assert folders(HOME=str(tmp_path), DJL_CACHE_DIR="/some/folder") == ["/some/folder", str(tmp_path)]


def jdk(folder, version):
    (folder / "bin").mkdir(parents=True)
    (folder / "bin/javac").write_text("#!/bin/sh\n")
    (folder / "bin/javac").chmod(0o755)
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n')
    return str(folder)


def found_jdk(tmp_path, **environment):
    newest = jdk(tmp_path / "home/.sdkman/candidates/java/newest", "99.0.1")
    return newest, shell('find_jdk && echo "$JAVA_HOME"', HOME=str(tmp_path / "home"), **environment).stdout.strip()


def test_java_home_beats_a_newer_jdk(tmp_path):
    chosen = jdk(tmp_path / "chosen", "17.0.2")
    assert found_jdk(tmp_path, JAVA_HOME=chosen)[1] == chosen


@pytest.mark.parametrize("version", ["11.0.2", "1.8.0_292"])
def test_java_home_that_is_too_old_does_not(tmp_path, version):
    newest, found = found_jdk(tmp_path, JAVA_HOME=jdk(tmp_path / "old", version))
    assert found == newest


def test_java_home_that_is_no_jdk_does_not(tmp_path):
    newest, found = found_jdk(tmp_path, JAVA_HOME=str(tmp_path))
    assert found == newest


def test_the_launchers_own_variable_beats_java_home(tmp_path):
    chosen = jdk(tmp_path / "chosen", "21")
    assert found_jdk(tmp_path, JAVA_HOME=jdk(tmp_path / "other", "22"), LUNGBURDEN_JAVA_HOME=chosen)[1] == chosen


@pytest.mark.parametrize(
    ("environment", "characters"),
    [({"LC_ALL": "C"}, "C.UTF-8"), ({"LANG": "POSIX"}, "C.UTF-8"), ({}, "C.UTF-8"), ({"LC_ALL": "C.UTF-8"}, "C.UTF-8")],
)
def test_names_of_files_are_read_as_utf_8(environment, characters):
    assert shell('set_locale; echo "$LC_ALL"', **environment).stdout.strip() == characters

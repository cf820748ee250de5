"""How the launcher starts a service again: pauses, lines, ends. A script stands in for the program."""

import os
import re
import signal
import subprocess
import time

import pytest

from harness.launcher import LAUNCHER

pytestmark = pytest.mark.programs

SCRIPT = """
. "$1/deploy/launcher/supervise.sh"
run_once() {
    echo begun >>begun
    . ./program
}
supervise_first_seconds=$2 supervise_longest_seconds=$3 supervise_steady_seconds=$4
supervise home worker
"""


def listening():
    """A shell cannot trap signals that its parent ignored, as `nohup` and background jobs do."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def supervised(folder, program, first=1, longest=60, steady=300):
    """The launcher's supervisor over a program: lines of shell that each start runs."""
    (folder / "program").write_text(program)
    (folder / "begun").touch()
    return subprocess.Popen(
        ["sh", "-c", SCRIPT, "sh", LAUNCHER.parent, str(first), str(longest), str(steady)],
        cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=listening)


def starts(folder):
    return len((folder / "begun").read_text().split())


def pauses(told):
    return [float(seconds) for seconds in re.findall(r"restarting in ([0-9.]+) s\n", told)]


def then(ends):
    """A program whose starts end one after the other with these commands."""
    cases = "".join(f"{number}) {end} ;;\n" for number, end in enumerate(ends, 1))
    return f"case $(wc -l <begun) in\n{cases}esac\n"


KILLED = "kill -KILL $(exec sh -c 'echo $PPID')"


@pytest.mark.parametrize("end, told", [
    (KILLED, "the program was killed (exit 137), perhaps by the kernel for lack of memory"),
    ("exit 134", "the program crashed (exit 134, signal 6)"),
    ("exit 75", "the program ended with 75: only a new process helps"),
    ("kill -USR1 $LUNGBURDEN_PARENT_PID; exit 3", "the program ended with 3, as memory ran out"),
])
def test_an_end_that_only_a_new_process_helps_is_told_with_its_pause(tmp_path, end, told):
    process = supervised(tmp_path, then([end, "exit 0"]))
    lines = process.communicate(timeout=30)[1]
    assert process.returncode == 0
    assert starts(tmp_path) == 2
    assert re.search("^lungburden: " + re.escape(told) + r"; restarting in [01]\.\d{3} s$", lines, re.MULTILINE), lines
    assert 0.5 <= pauses(lines)[0] <= 1


@pytest.mark.parametrize("status", [0, 1, 2, 3, 130, 143])
def test_an_orderly_end_and_a_start_that_fails_are_no_reason_for_another(tmp_path, status):
    process = supervised(tmp_path, f"exit {status}")
    assert process.communicate(timeout=30)[1] == ""
    assert process.returncode == status
    assert starts(tmp_path) == 1


def test_a_fault_at_each_start_does_not_spin(tmp_path):
    process = supervised(tmp_path, "exit 137")
    time.sleep(6)
    process.terminate()
    told = pauses(process.communicate(timeout=30)[1])
    # 1 + 2 + 4 s at the most, half of it at the least
    assert 3 <= starts(tmp_path) <= 4
    for begun, pause in enumerate(told):
        assert 0.5 * 2 ** begun <= pause <= 2 ** begun
    assert process.returncode == 143


def test_pauses_differ_and_end_at_the_longest(tmp_path):
    ends = ["exit 137"] * 8 + ["exit 2"]
    process = supervised(tmp_path, then(ends), longest=1)
    told = pauses(process.communicate(timeout=60)[1])
    assert len(told) == 8
    assert all(0.5 <= pause <= 1 for pause in told)
    assert len(set(told)) > 1
    assert process.returncode == 2


def test_after_a_steady_time_the_pauses_begin_anew(tmp_path):
    process = supervised(tmp_path, then(["exit 137", "exit 137", "sleep 2; exit 137", "exit 2"]), steady=2)
    told = pauses(process.communicate(timeout=30)[1])
    assert 1 <= told[1] <= 2
    assert 0.5 <= told[2] <= 1


def test_a_service_that_was_killed_with_its_database_is_tried_until_the_database_is_there(tmp_path):
    process = supervised(tmp_path, then(["exit 137", "exit 3", "exit 3", "exit 0"]), longest=1)
    lines = process.communicate(timeout=30)[1]
    assert lines.count("the program could not start again (exit 3)") == 2
    assert process.returncode == 0


def test_memory_that_ran_out_is_known_to_the_next_process_alone(tmp_path):
    says = 'echo "ran out: ${LUNGBURDEN_MEMORY_RAN_OUT:-no}" >&2'
    full = f"{says}; kill -USR1 $LUNGBURDEN_PARENT_PID; exit 3"
    process = supervised(tmp_path, then([full, f"{says}; exit 137", f"{says}; exit 0"]))
    lines = process.communicate(timeout=30)[1]
    assert re.findall("ran out: (.*)", lines) == ["no", "true", "no"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_in_a_pause_ends_the_launcher_at_once(tmp_path, number):
    process = supervised(tmp_path, "exit 137", first=60)
    assert "restarting" in process.stderr.readline()
    begin = time.monotonic()
    os.kill(process.pid, number)
    process.communicate(timeout=30)
    assert time.monotonic() - begin < 10
    assert process.returncode == 143
    assert starts(tmp_path) == 1


def test_a_stop_waits_for_the_program_and_starts_no_other(tmp_path):
    program = "trap 'echo stopping >&2; exit 137' TERM; echo up >&2; while :; do sleep 0.1; done"
    process = supervised(tmp_path, program)
    assert process.stderr.readline() == "up\n"
    process.terminate()
    assert process.communicate(timeout=30)[1] == "stopping\n"
    assert process.returncode == 137
    assert starts(tmp_path) == 1

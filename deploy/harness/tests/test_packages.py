"""The installation of packages for the tests starts no server. Here a script replaces apt-get."""

import os
import subprocess

import pytest

from harness.launcher import HOME

pytestmark = pytest.mark.programs

APT_GET = """#!/bin/sh
case $1 in
    install) "$POLICY" rabbitmq-server start; echo $? >"$POLICY.answered"; exit "$APT_GET_EXIT" ;;
esac
"""


def install(tmp_path, apt_get_exit=0):
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in {"apt-get": APT_GET, "dpkg-query": "#!/bin/sh\nexit 1\n", "id": "#!/bin/sh\necho 0\n"}.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    policy = tmp_path / "policy-rc.d"
    return subprocess.run(
        ["sh", "-c", '. deploy/launcher/packages.sh; policy_file=$POLICY; need_packages "the test" some-package'],
        cwd=HOME,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "POLICY": str(policy), "APT_GET_EXIT": str(apt_get_exit)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("apt_get_exit", [0, 100])
def test_forbids_starts_while_packages_are_installed_and_no_longer(tmp_path, apt_get_exit):
    done = install(tmp_path, apt_get_exit)
    assert done.returncode == (1 if apt_get_exit else 0), done.stderr
    assert (tmp_path / "policy-rc.d.answered").read_text() == "101\n"
    assert not (tmp_path / "policy-rc.d").exists()


def test_leaves_a_policy_that_is_there(tmp_path):
    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 104\n")
    policy.chmod(0o755)
    assert install(tmp_path).returncode == 0
    assert (tmp_path / "policy-rc.d.answered").read_text() == "104\n"
    assert policy.exists()

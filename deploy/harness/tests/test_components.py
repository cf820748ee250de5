"""The components that LungBurden is built of: a list in CycloneDX, their licenses, and the digests of native code."""

import json
import shutil
import subprocess

import pytest

from harness.launcher import HOME

pytestmark = pytest.mark.programs

COMMAND = ["sh", "./mvnw", "-B", "-q", "cyclonedx:makeAggregateBom"]

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>a</groupId><artifactId>b</artifactId><version>1</version><dependencies><dependency>
<groupId>net.java.dev.jna</groupId><artifactId>jna</artifactId><version>5.17.0</version>
</dependency></dependencies></project>
"""


def allowed():
    text = (HOME / "deploy/licenses/allowed.txt").read_text()
    return {line for line in text.splitlines() if line and not line.startswith("#")}


@pytest.fixture(scope="module")
def components():
    for offline in (["-o"], []):
        done = subprocess.run([*COMMAND, *offline], cwd=HOME, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stdout[-2000:]
    bom = json.loads((HOME / "target/sbom.json").read_text())
    assert bom["bomFormat"] == "CycloneDX"
    return [part for part in bom["components"] if part.get("group") != "org.lungburden"]


def licenses(component):
    told = [entry.get("license", entry) for entry in component.get("licenses", [])]
    return {entry.get("id") or entry.get("name") or entry.get("expression") for entry in told}


def refused(components):
    return {part["name"]: licenses(part) for part in components if not licenses(part) & allowed()}


def test_every_license_is_allowed(components):
    assert len(components) > 100
    assert refused(components) == {}


def test_another_license_is_refused(components):
    other = {"name": "other", "licenses": [{"license": {"id": "AGPL-3.0-only"}}]}
    assert set(refused([*components, other, {"name": "silent"}])) == {"other", "silent"}


def pinned():
    """Digest by path in Maven's repository."""
    sums = (HOME / ".mvn/checksums/checksums.sha256").read_text().splitlines()
    return dict(reversed(line.split("  ")) for line in sums)


def test_native_code_is_the_one_that_was_checked(components):
    native = {}
    for part in components:
        if any(word in part["name"] for word in ("pytorch-native", "pytorch-jni", "binaries-", "jna")):
            folder = f"{part['group'].replace('.', '/')}/{part['name']}/{part['version']}/"
            native[folder] = [each["content"] for each in part["hashes"] if each["alg"] == "SHA-256"]
    # of PostgreSQL and PyTorch one system's each
    assert native == {path[:path.rindex("/") + 1]: [digest] for path, digest in pinned().items()}


def test_a_build_refuses_other_native_code(tmp_path):
    shutil.copytree(HOME / ".mvn", tmp_path / ".mvn")
    shutil.copy(HOME / "mvnw", tmp_path)
    (tmp_path / "pom.xml").write_text(POM)
    sums = tmp_path / ".mvn/checksums/checksums.sha256"
    option = "-Daether.artifactResolver.postProcessor.trustedChecksums=true"
    for script in ("deploy/launcher/build.sh", "deploy/docker/build.sh"):
        assert option in (HOME / script).read_text()
    for change, wanted in ((lambda text: text, 0), (lambda text: text.translate(str.maketrans("0123", "3210")), 1)):
        sums.write_text("\n".join(change(line.split("  ")[0]) + "  " + line.split("  ")[1]
                                  for line in sums.read_text().splitlines()) + "\n")
        done = subprocess.run(
            ["sh", "./mvnw", "-B", "-q", option, "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:resolve"],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
        assert (done.returncode != 0) == bool(wanted), done.stdout
        assert ("trusted checksum mismatch" in done.stdout) == bool(wanted)

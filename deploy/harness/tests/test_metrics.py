"""What a monitoring reads of an API and a worker after real jobs."""

import re
import time
import urllib.request

import pytest

from harness import studies
from harness.client import Client
from harness.cluster import Cluster
from harness.launcher import LAUNCHER

pytestmark = pytest.mark.programs

# a worker tells each 10 s that it lives, and counts for three times that; APIs count every 5 s
GONE_SECONDS = 35
PAGE = LAUNCHER.parent / "docs/operations.md"


@pytest.fixture(scope="module")
def cluster():
    with Cluster(apis=1, workers=2) as started:
        yield started


@pytest.fixture(scope="module", autouse=True)
def _jobs(cluster):
    """Jobs with each end, and calls of every kind."""
    client = Client(lambda: [api.port for api in cluster.apis], patience=30)
    small = studies.small(cluster.folder.path)
    for study in (small, studies.cut_short(small)):
        job = client.submit(study, "measured")["id"]
        until(lambda job=job: client.look(job)["status"] in ("SUCCEEDED", "FAILED"))
        client.ask("GET", f"/v1/jobs/{job}/result")
        client.ask("GET", f"/v1/jobs/{job}/artifacts/labels.nii.gz")
    client.ask("GET", "/v1/jobs?limit=0")
    client.close()


def until(what, seconds=120):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.2)


def scrape(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/actuator/prometheus", timeout=10) as answer:
        return answer.read().decode()


def scraped(cluster):
    """The texts of the API and of the workers."""
    return [scrape(cluster.apis[0].management_port), *[scrape(worker.port) for worker in cluster.workers]]


def names(text):
    return re.findall(r"^# TYPE (\S+)", text, re.MULTILINE)


def test_every_metric_tells_what_it_is(cluster):
    for text in scraped(cluster):
        told = dict(re.findall(r"^# HELP (\S+) +(\S.*)$", text, re.MULTILINE))
        assert len(names(text)) > 50
        assert [name for name in names(text) if name not in told] == []


def test_the_page_for_operators_lists_our_metrics(cluster):
    table = PAGE.read_text().split("| metric |", 1)[1].split("\n\n", 1)[0]
    page = set(re.findall(r"`(lungburden_\w+)", table))
    there = {name for text in scraped(cluster) for name in names(text) if name.startswith("lungburden_")}
    # a timer also has its longest time
    there = {name for name in there if not (name.endswith("_max") and name[:-4] in there)}
    assert len(there) > 10
    assert there - page == set()
    assert page - there <= {"lungburden_leases_lost_total"}, "no job lost its lease here"


def alive(cluster):
    return float(re.search("^lungburden_workers_alive (.*)$", scrape(cluster.apis[0].management_port), re.MULTILINE)[1])


def test_a_dead_worker_leaves_the_gauge_in_the_time_that_the_page_states(cluster):
    assert f"within {GONE_SECONDS} s" in PAGE.read_text()
    until(lambda: alive(cluster) == 2)
    cluster.workers[1].kill()
    begin = time.monotonic()
    until(lambda: alive(cluster) == 1, GONE_SECONDS + 5)
    assert time.monotonic() - begin > 5, "it was killed, and told nobody"
    assert cluster.workers[0].terminate()
    until(lambda: alive(cluster) == 0, 10)

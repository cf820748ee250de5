"""Hostile clients cost the others of one API with 512 MB of heap nothing that they notice: a tenth of `lungburden bench attacks`."""

import pytest

from harness.bench.attacks import measure
from harness.processes import threads_per_processor

pytestmark = pytest.mark.programs

SCALE = 0.1
LONGEST_SECONDS = 10
# half of what the server has
THREADS = 150
# on a machine that does nothing else
POLL_MS, SLOWEST_MS = 100, 1000
RESULTS = {
    "refused bodies that trickle": "100 answered, 0 not closed",
    "refused bodies of 1 MB, read afterwards": "20 read their problem",
    "heads that trickle": "0 not closed after 10 s",
    "idle event streams": "100 open, 0 refused",
    "event streams beyond the limit": "140 open, 360 refused",
    "slow uploads": "20 held",
    "zips with 20,000 long names at once": "2 accepted",
}


def test_hostile_clients_cost_the_others_little():
    settings = {"LUNGBURDEN_WATCH_MAX_STREAMS_PER_OWNER": "140", "SERVER_TOMCAT_CONNECTION_TIMEOUT": "5s"}
    rows = {row[0]: row[2:] for row in measure(SCALE, settings=settings, longest=LONGEST_SECONDS)}
    busy = threads_per_processor()
    for name, (polls, lists, liveness, threads, result) in rows.items():
        assert "the API ended" not in result and ";" not in result, name
        assert polls < POLL_MS * busy, name
        assert max(lists, liveness) < SLOWEST_MS * busy, name
        assert threads < THREADS, name
        assert result == RESULTS.get(name, result), name
    assert "5xx" not in rows["mutated requests"][-1]

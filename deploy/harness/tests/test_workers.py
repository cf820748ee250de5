"""Workers as separate processes: the ends of jobs and of workers."""

import re
import time
import urllib.error
import urllib.request

import pytest

from harness import models, processes, studies
from harness.client import Client
from harness.cluster import Cluster

pytestmark = pytest.mark.programs

STAGES = ["FETCHING", "DECODING", "PREPROCESSING", "SEGMENTING", "MEASURING", "WRITING"]
STOP_SECONDS = 2
PATIENCE_SECONDS = 120
# this halves the time of each start; these tests start about a dozen workers
QUICK_START = "-XX:TieredStopAtLevel=1"
SETTINGS = {
    "LUNGBURDEN_JAVA_OPTS": QUICK_START,
    "LUNGBURDEN_SEGMENTER": "network",
    "LUNGBURDEN_JOB_LEASE": "3s",
    "LUNGBURDEN_JOB_RENEWAL": "1s",
    "LUNGBURDEN_JOB_FIRST_DELAY": "100ms",
    "LUNGBURDEN_JOB_MAX_DELAY": "500ms",
    "LUNGBURDEN_JOB_REAPER_INTERVAL": "300ms",
    "LUNGBURDEN_WORKER_IDLE_POLL": "300ms",
    # each stage is written, however short it is
    "LUNGBURDEN_WORKER_PROGRESS_INTERVAL": "0ms",
}


@pytest.fixture(scope="module")
def cluster():
    """One API and one worker with the network, over an S3 store that can be made to hang."""
    with Cluster(apis=1, workers=0, settings=SETTINGS, proxied=True, store="s3") as started:
        # this lease is long enough even for a worker that a test slows down
        started.add_worker(LUNGBURDEN_JOB_LEASE="30s", LUNGBURDEN_JOB_RENEWAL="10s").await_ready()
        yield started


@pytest.fixture(scope="module")
def client(cluster):
    client = Client(lambda: [api.port for api in cluster.apis], patience=30)
    yield client
    client.close()


@pytest.fixture(scope="module")
def fine():
    return studies.fine()


@pytest.fixture(scope="module")
def small(cluster):
    return studies.small(cluster.folder.path)


def until(what, seconds=PATIENCE_SECONDS, pause=0.01):
    """Repeats the call until its result is true, and returns the result."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if found:
            return found
        assert time.monotonic() < end, "it does not come about"
        time.sleep(pause)


def get(port, path):
    """Status and text; status 0 when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
    except OSError:
        return 0, ""


def stages_run(worker):
    """The stages that the worker has run."""
    metrics = get(worker.port, "/actuator/prometheus")[1]
    counted = re.findall(r'^lungburden_stage_seconds_count\{stage="(\w+)"\}', metrics, re.MULTILINE)
    return [stage.upper() for stage in counted]


def restarts(worker):
    """The number of times that the launcher started the worker again."""
    return worker.log.read_text().count("; restarting in")


class Watched:
    """A job with its state in the database."""

    def __init__(self, cluster, job):
        self.id = job["id"]
        self.session = cluster.postgres.connect()

    def row(self):
        with self.session.cursor() as cursor:
            cursor.execute("SELECT status, stage, error_code, attempt, failures FROM job WHERE id = %s", (self.id,))
            return cursor.fetchone()

    def await_stage(self, stage):
        def there():
            job = self.row()
            assert job.status in ("QUEUED", "RUNNING"), job
            return job.stage == stage

        until(there)

    def await_end(self):
        return until(lambda: self.row() if self.row().status not in ("QUEUED", "RUNNING") else None)

    def await_failure(self):
        """Stage and code of a job that fails."""
        job = self.await_end()
        assert job.status == "FAILED", job
        return job.stage, job.error_code


def alone(cluster, count=1, **settings):
    """Stops all workers in order and starts others; returns these once they are ready."""
    for worker in cluster.workers:
        if worker.running():
            assert worker.terminate()
    started = [cluster.add_worker(**settings) for _ in range(count)]
    for worker in started:
        worker.await_ready()
    return started


def cancelled(client, worker, watched):
    """Seconds from the answer to the cancel to the end of the attempt."""
    assert client.change(watched.id, "cancel") == 200
    answered = time.monotonic()
    until(lambda: f"Job {watched.id} attempt 1 abandoned" in worker.log.read_text())
    return time.monotonic() - answered


def test_a_cancelled_job_frees_its_worker_in_every_stage(cluster, client, fine, small):
    """The last stage in the worker's metrics is the stage in which the attempt ended. The slowdown keeps each stage from ending early."""
    worker, store = cluster.workers[0], cluster.proxies["store"]
    took = {}

    def end_in(stage, watched):
        watched.await_stage(stage)
        took[stage] = cancelled(client, worker, watched)
        assert took[stage] < STOP_SECONDS * processes.threads_per_processor()
        assert max(stages_run(worker), key=STAGES.index) == stage

    worker.pause()
    watched = Watched(cluster, client.submit(small, "hangs"))
    store.hang()
    worker.resume()
    end_in("FETCHING", watched)
    store.restore()

    for stage in ("DECODING", "PREPROCESSING"):
        with worker.slowed(1 / 8):
            end_in(stage, Watched(cluster, client.submit(fine, "fine")))

    end_in("SEGMENTING", Watched(cluster, client.submit(fine, "fine")))

    watched = Watched(cluster, client.submit(fine, "fine"))
    watched.await_stage("SEGMENTING")
    with worker.slowed(1 / 8):
        end_in("MEASURING", watched)

    watched = Watched(cluster, client.submit(fine, "hangs"))
    watched.await_stage("SEGMENTING")
    store.hang()
    watched.await_stage("WRITING")
    time.sleep(1.5)  # time to make and send the files
    end_in("WRITING", watched)
    store.restore()

    print({stage: round(seconds, 2) for stage, seconds in took.items()})
    assert list(took) == STAGES
    assert list(cluster.work.rglob("study*")) == []
    watched = Watched(cluster, client.submit(small, "next"))
    assert watched.await_end().status == "SUCCEEDED"


def test_a_worker_tells_its_health_and_counts_on_its_own_port(cluster, client, small):
    worker, database = cluster.workers[0], cluster.proxies["database"]
    assert get(worker.port, "/actuator/health/readiness")[0] == 200
    assert Watched(cluster, client.submit(small, "counted")).await_end().status == "SUCCEEDED"
    succeeded = r'lungburden_attempts_total\{code="none",outcome="succeeded"\} [1-9]'
    for line in (succeeded, "lungburden_attempts_running 0"):
        # the worker counts an attempt only after writing its end
        until(lambda: re.search("^" + line, get(worker.port, "/actuator/prometheus")[1], re.MULTILINE))
    assert get(worker.port, "/v1/jobs")[0] == 404

    database.refuse()
    until(lambda: get(worker.port, "/actuator/health/readiness")[0] == 503)
    assert get(worker.port, "/actuator/health/liveness")[0] == 200
    database.restore()
    until(lambda: get(worker.port, "/actuator/health/readiness")[0] == 200)


def test_a_worker_holds_at_most_three_connections_and_one_when_idle(cluster, client, small):
    (worker,) = alone(
        cluster,
        LUNGBURDEN_SEGMENTER="none",
        LUNGBURDEN_JAVA_OPTS=f"-Dcom.zaxxer.hikari.housekeeping.periodMs=500 {QUICK_START}",
        # the least that the pool takes
        SPRING_DATASOURCE_HIKARI_IDLE_TIMEOUT="10000",
        SPRING_DATASOURCE_URL=cluster.settings["SPRING_DATASOURCE_URL"] + "?ApplicationName=counted")
    session = cluster.postgres.connect()

    def held():
        with session.cursor() as cursor:
            cursor.execute("SELECT count(*) AS held FROM pg_stat_activity WHERE application_name = 'counted'")
            return cursor.fetchone().held

    # at the start the schema is read by a connection of its own
    until(lambda: held() == 1)
    counted = [held()]
    jobs = [Watched(cluster, client.submit(small, f"counted-{n}")) for n in range(6)]
    while any(watched.row().status in ("QUEUED", "RUNNING") for watched in jobs):
        counted.append(held())
        get(worker.port, "/actuator/health/readiness")
    assert {watched.row().status for watched in jobs} == {"SUCCEEDED"}
    assert 1 < max(counted) <= 3
    until(lambda: held() == 1)


def test_a_job_past_its_deadline_ends_and_native_code_that_does_not_return_ends_its_worker(
        cluster, client, small, tmp_path):
    port = processes.free_port()
    for worker in cluster.workers:
        assert worker.terminate()
    worker = cluster.add_worker(
        port,
        LUNGBURDEN_MODEL=str(models.stands_still(tmp_path / "model")),
        LUNGBURDEN_JOB_DEADLINE="4s",
        LUNGBURDEN_JOB_MAX_FAILURES="1",
        LUNGBURDEN_WORKER_NATIVE_GRACE="1s")
    answers = []
    until(lambda: answers.append(get(port, "/actuator/health/readiness")[0]) or answers[-1] == 200)
    assert "takes jobs" in worker.log.read_text()
    assert set(answers) <= {0, 503, 200}

    worker.pause()
    watched = Watched(cluster, client.submit(small, "hangs"))
    cluster.proxies["store"].hang()
    worker.resume()
    assert watched.await_failure() == ("FETCHING", "DEADLINE_EXCEEDED")
    cluster.proxies["store"].restore()
    first = worker.java()
    assert first.is_running()

    watched = Watched(cluster, client.submit(studies.dense(), "dense"))
    assert watched.await_failure() == ("SEGMENTING", "DEADLINE_EXCEEDED")
    watched = Watched(cluster, client.submit(small, "next"))
    assert watched.await_end().status == "SUCCEEDED"
    assert restarts(worker) == 1
    assert not first.is_running()


def test_the_job_of_a_worker_that_the_kernel_killed_is_done_by_the_next(cluster, client, fine):
    (worker,) = alone(cluster)
    watched = Watched(cluster, client.submit(fine, "killed"))
    watched.await_stage("SEGMENTING")
    worker.kill_program()
    ended = watched.await_end()
    assert (ended.status, ended.attempt) == ("SUCCEEDED", 2)
    assert restarts(worker) == 1
    assert "the program was killed (exit 137)" in worker.log.read_text()


def test_a_study_that_exhausts_the_heap_ends_as_many_workers_as_it_has_chances(cluster, client, fine, small):
    workers = alone(
        cluster,
        3,
        LUNGBURDEN_SEGMENTER="none",
        LUNGBURDEN_CHECK_MEMORY="false",
        LUNGBURDEN_JAVA_OPTS=f"-Xmx128m {QUICK_START}")
    poison = Watched(cluster, client.submit(fine, "poison"))
    good = []
    while poison.row().status in ("QUEUED", "RUNNING"):
        good.append(Watched(cluster, client.submit(small, "good")))
        assert good[-1].await_end().status == "SUCCEEDED"
        time.sleep(0.3)
    ended = poison.row()
    assert ended.status == "FAILED"
    assert (ended.error_code, ended.attempt, ended.failures) == ("WORKER_LOST", 5, 5)
    for watched in good:
        assert (watched.row().attempt, watched.row().failures) == (1, 0)
    until(lambda: sum(restarts(worker) for worker in workers) == 5)
    for worker in workers:
        until(lambda: worker.log.read_text().count("worker is ready") == restarts(worker) + 1)
    assert list(cluster.work.rglob("study*")) == []


def test_a_network_without_memory_fails_the_attempt_and_ends_its_worker(cluster, client, small, tmp_path):
    """On the first lack of memory, in the warm-up, smaller slabs are enough."""
    (worker,) = alone(
        cluster,
        LUNGBURDEN_MODEL=str(models.runs_out(tmp_path / "model")),
        LUNGBURDEN_JOB_MAX_FAILURES="2")
    watched = Watched(cluster, client.submit(small, "fits"))
    assert watched.await_end().status == "SUCCEEDED"
    watched = Watched(cluster, client.submit(studies.dense(), "dense"))
    ended = watched.await_end()
    assert (ended.status, ended.error_code, ended.attempt, ended.failures) == ("FAILED", "OUT_OF_MEMORY", 2, 2)
    watched = Watched(cluster, client.submit(small, "next"))
    assert watched.await_end().status == "SUCCEEDED"
    assert restarts(worker) == 2

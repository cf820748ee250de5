"""The main path of a client, through the client that openapi-generator makes: walk.py URL STUDY TEXT TARGET FUTURE_URL"""

import hashlib
import sys

from openapi_client import ApiClient, ApiException, BatchesApi, Configuration, Job, JobsApi, ResultsApi

NAME = "python"


def events(response):
    """The name and the job of each event, as they come."""
    name = None
    for line in response:
        field, _, value = line.decode().strip().partition(":")
        if field == "event":
            name = value.strip()
        elif field == "data":
            yield name, Job.from_json(value)


def refusal(call, *arguments, **options):
    """Code, status and request id of the problem; the call must fail with a problem."""
    try:
        call(*arguments, **options)
    except ApiException as refused:
        assert refused.headers["X-Request-Id"] == refused.data.request_id
        return refused.data.code, refused.status, refused.data.request_id
    raise AssertionError("the call was not refused")


def walk(url, study, text, target):
    client = ApiClient(Configuration(host=url))
    jobs, results = JobsApi(client), ResultsApi(client)

    many = jobs.follow_jobs_without_preload_content(batch=NAME)
    first = jobs.submit_study(study, batch=NAME, idempotency_key=NAME)
    print("submitted", first.status, first.batch)
    again = jobs.submit_study_with_http_info(study, batch=NAME, idempotency_key=NAME)
    print("replayed", again.headers["Idempotency-Replayed"], again.data.id == first.id)

    # the only worker is still busy with the first job, so that this job waits
    second = jobs.submit_study_with_http_info(study, batch=NAME)
    print("refused", *refusal(jobs.cancel_job, second.data.id, if_match='"no version"')[:2])
    print("cancelled", jobs.cancel_job(second.data.id, if_match=second.headers["ETag"]).status)

    *_, last = events(jobs.follow_job_without_preload_content(first.id))
    print("followed", last[0], last[1].status)
    print("followed among others", next(job.status for name, job in events(many) if name == "finished" and job.id == first.id))
    many.close()
    done = jobs.get_job(first.id, wait="30s")
    print("finished", done.status, done.stage, int(done.progress))

    result = results.get_result(first.id)
    print("measured", result.schema_version, result.volumes_ml.lung, result.study.contrast_enhanced)
    labels = next(file for file in results.list_artifacts(first.id).items if file.name == "labels.nii.gz")
    content = results.get_artifact(first.id, labels.name)
    print("downloaded", labels.name, len(content) == labels.size_bytes, hashlib.sha256(content).hexdigest() == labels.sha256)
    with open(target, "wb") as file:
        file.write(content)
    print("listed", *[job.status for job in jobs.list_jobs(status=["SUCCEEDED", "CANCELLED"], batch=NAME).items])
    batches = BatchesApi(client)
    batch = batches.get_batch(NAME)
    print("batch", batch.jobs, batch.finished, batch.counts["CANCELLED"], len(batches.get_batch_measurements(NAME).splitlines()))

    print("refused", *refusal(jobs.submit_study, text, x_request_id="walk"))
    print("retried", jobs.retry_job(second.data.id).status)
    jobs.delete_job(second.data.id)
    print("deleted", *refusal(jobs.get_job, second.data.id)[:2])


def meet(future):
    """Checks answers that a later edition of the service may give."""
    job = JobsApi(ApiClient(Configuration(host=future))).get_job("0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11")
    print("future", job.status, job.stage, job.error.code)


if __name__ == "__main__":
    walk(*sys.argv[1:5])
    meet(sys.argv[5])

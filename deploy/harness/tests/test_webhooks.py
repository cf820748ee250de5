"""Receivers are told though the API is killed; a library that we did not write verifies the signatures."""

import json
import time

import pytest

from harness import studies
from harness.client import Client
from harness.cluster import Cluster
from harness.webhooks import Receiver

pytestmark = pytest.mark.programs

SETTINGS = {
    "LUNGBURDEN_AUTH": "keys",
    "LUNGBURDEN_WEBHOOKS_ALLOW": "http://127.0.0.1",
    "LUNGBURDEN_WEBHOOKS_LEASE": "20s",
    "LUNGBURDEN_WEBHOOKS_FIRST_DELAY": "100ms",
}


def until(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.1)


def asked(client, method, path):
    status, body = client.ask(method, path)
    assert status == 200, body
    return json.loads(body)


def test_a_killed_api_loses_no_delivery():
    with Cluster(apis=1, workers=0, settings=SETTINGS) as cluster:
        api, folder = cluster.apis[0], cluster.folder.path
        client = Client(lambda: [api.port], patience=60, key=cluster.key("ward", "submit,read,admin"))
        first = asked(client, "GET", "/v1/webhook-secret")["secret"]
        receiver = Receiver(folder, {"ward": first})
        cluster.closing.append(receiver.close)
        study = studies.small(folder)
        held = client.submit(study, "held", callback=receiver.url("ward") + "/hold")["id"]
        later = client.submit(study, "later", callback=receiver.url("ward"))["id"]

        assert client.change(held, "cancel") == 200
        until(lambda: [message.job for message in receiver.received()] == [held])
        api.kill()
        # a worker of any version ends a job while no API lives
        cluster.postgres.rows("UPDATE job SET status = 'CANCELLED', finished_at = now() WHERE id = %s", later)
        # the killed API's lease
        cluster.postgres.rows("UPDATE webhook_delivery SET due_at = due_at - interval '20 s'")
        api.start()
        api.await_ready()

        until(lambda: [item["state"] for item in asked(client, "GET", f"/v1/jobs/{later}/deliveries")["items"]] == ["DELIVERED"])
        until(lambda: sum(message.job == held for message in receiver.received()) >= 2)
        told = receiver.received()
        print(*[vars(message) for message in told], sep="\n")
        assert all(message.verified and message.type == "job.cancelled" for message in told)
        assert len({message.id for message in told if message.job == held}) == 1

        # after a rotation whoever has the earlier secret still verifies
        asked(client, "POST", "/v1/webhook-secret/rotate")
        count = len(told)
        asked(client, "POST", f"/v1/jobs/{later}/deliveries/redeliver")
        until(lambda: len(receiver.received()) > count)
        assert receiver.received()[-1].verified
        assert first not in api.log.read_text()
        client.close()

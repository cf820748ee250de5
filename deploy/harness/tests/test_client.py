"""The patient client of the chaos run."""

import http.server

import pytest

from harness import web
from harness.client import Client, InternalServerError


def test_a_client_tries_again_after_an_outage_and_not_after_a_bug():
    answers = [503, 500, 200]

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(answers.pop(0))
            self.end_headers()

        def log_message(self, *_):
            pass

    with web.serving(http.server.HTTPServer(("127.0.0.1", 0), Answer)) as service:
        with pytest.raises(InternalServerError):
            Client(lambda: [service.server_port]).look("any")
    assert answers == [200]

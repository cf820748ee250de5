"""The patient client of the chaos run."""

import http.server
import threading

import pytest

from harness.client import Client, InternalServerError


def test_a_client_tries_again_after_an_outage_and_not_after_a_bug():
    answers = [503, 500, 200]

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(answers.pop(0))
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        with pytest.raises(InternalServerError):
            Client(lambda: [service.server_port]).look("any")
        service.shutdown()
    assert answers == [200]

"""A real Chromium, and the pages of somebody else."""

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

from harness import web

# resolve to this machine, as a name of an attacker may
EVIL, FRIEND, ISSUER = "evil.example", "friend.example", "issuer.example"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP *.example 127.0.0.1",
)
SCRIPT_SECONDS = 30


@contextmanager
def chromium(profile):
    """A context with a browser of its own on the new folder."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    try:
        driver.set_script_timeout(SCRIPT_SECONDS)
        yield driver
    finally:
        driver.quit()


def run(driver, script, *arguments):
    """Runs the body of an asynchronous function in the page; returns what the function returns."""
    return driver.execute_async_script(
        "const done = arguments[arguments.length - 1], given = [...arguments].slice(0, -1);"
        f"(async function () {{ {script} }})(...given).then(done, failure => done('failed: ' + failure));", *arguments)


def shown(driver, there):
    """The text of the page to which the browser is on its way, once it is there."""
    WebDriverWait(driver, SCRIPT_SECONDS).until(
        lambda _: there() and driver.execute_script("return document.readyState") == "complete")
    return driver.execute_script("return document.body.innerText")


class Page(BaseHTTPRequestHandler):
    """An empty page, whatever is asked for."""

    def do_GET(self):
        body = b"<!doctype html><title>page</title><body></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_):
        pass


@contextmanager
def pages():
    """A context with a web server of somebody else; yields its port."""
    with web.serving(ThreadingHTTPServer(("127.0.0.1", 0), Page)) as server:
        yield server.server_port


class Rebound:
    """A port that leads to one server, and later to another: what a browser sees when a name resolves anew."""

    def __init__(self, port):
        self.target = port
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        try:
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.target))
                for ends in ((client, server), (server, client)):
                    threading.Thread(target=self._copy, args=ends, daemon=True).start()
        except OSError:
            pass  # closed

    @staticmethod
    def _copy(source, sink):
        try:
            while part := source.recv(65536):
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one end is gone

    def close(self):
        self.listener.close()

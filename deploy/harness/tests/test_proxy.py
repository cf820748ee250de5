"""The proxy between services and servers fails on request."""

import socket
import threading

import pytest

from harness.proxy import Proxy


@pytest.fixture
def echo():
    """The port of a server that sends back all received bytes."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection):
        with connection:
            try:
                for piece in iter(lambda: connection.recv(1 << 16), b""):
                    connection.sendall(piece)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.fixture
def proxy(echo):
    proxy = Proxy(echo)
    yield proxy
    proxy.close()


def connected(proxy):
    client = socket.create_connection(("127.0.0.1", proxy.port), timeout=5)
    client.sendall(b"ping")
    assert client.recv(4) == b"ping"
    return client


def test_a_proxy_cuts_what_is_open(proxy):
    with connected(proxy) as client:
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    connected(proxy).close()


def test_a_proxy_refuses_until_it_is_restored(proxy):
    with connected(proxy) as client:
        proxy.refuse()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    with pytest.raises(ConnectionRefusedError):
        connected(proxy)
    proxy.restore()
    connected(proxy).close()


def test_a_proxy_holds_back_what_was_sent_until_it_is_restored(proxy):
    with connected(proxy) as client:
        proxy.hang()
        client.settimeout(0.3)
        client.sendall(b"late")
        with pytest.raises(TimeoutError):
            client.recv(4)
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=0.3) as other:
            other.sendall(b"late")
            with pytest.raises(TimeoutError):
                other.recv(4)
        proxy.restore()
        client.settimeout(5)
        assert client.recv(4) == b"late"

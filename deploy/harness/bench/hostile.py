"""Hostile clients: sockets that trickle, requests that break HTTP, archives with a large directory."""

import contextlib
import random
import socket
import struct
import time

HOST = "Host: localhost\r\n"
TRICKLE_SECONDS = 4
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PRI", "get", "G\x00T", ""]
PATHS = ["/v1/jobs", "/v1/jobs/form", "/v1/jobs/x", "/v3/api-docs", "/", "*", "http://x/v1/jobs", "/..%2f..%2f", "/%00", "/a?b=%zz", "//"]
HEADERS = [
    "Content-Length: 5", "Content-Length: -1", "Content-Length: 5, 6", "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked", "Transfer-Encoding: xchunked", "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding : chunked", "Transfer-Encoding:\x0bchunked", "Expect: 100-continue", "Expect: x",
    "Content-Type: application/zip", "Content-Type: multipart/form-data", "Content-Type: multipart/form-data; boundary=b",
    "Content-Type: application/x-www-form-urlencoded", "Content-Type: \xff", "Connection: close", "Connection: upgrade",
    "Upgrade: h2c", "Range: bytes=0-0,1-1,2-2", "If-None-Match: \"", "Idempotency-Key: k", "Content-Encoding: gzip",
    "Host: a", "Host:", "no colon", " folded", "X: " + "y" * 9000, "Accept: text/csv", "Content-Digest: sha-256=:x:",
]
BODIES = [
    b"hello", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n", b"-1\r\n", b"ffffffffffffffff\r\nx", b"0\r\nX: y\r\n\r\n",
    b"PK\x03\x04", b"--b\r\n\r\n", b"5;" + b"x" * 5000 + b"\r\nhello\r\n0\r\n\r\n", b"GET /v1/jobs HTTP/1.1\r\nHost: s\r\n\r\n", b"",
]


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=30)


def refused_head(number, size=100000):
    """The head of a request whose body the service has no use for."""
    call, header = [
        ("POST /v1/jobs", "Content-Type: text/plain"),
        ("POST /v1/nowhere", "Content-Type: application/zip"),
        ("POST /v1/jobs", f"Content-Type: application/zip\r\nContent-Length: {10**12}"),
        ("PUT /v1/jobs", "Content-Type: application/x-www-form-urlencoded"),
        ("GET /v1/jobs", "Content-Type: text/plain"),
        ("POST /v1/jobs/x/cancel", "Content-Type: application/x-www-form-urlencoded"),
    ][number % 6]
    body = "" if "Content-Length" in header else f"Content-Length: {size}\r\n"
    return f"{call} HTTP/1.1\r\n{HOST}{header}\r\n{body}\r\n".encode()


@contextlib.contextmanager
def opened(port, count, first):
    """Sockets that have sent what `first(number)` gives."""
    sockets = []
    try:
        for number in range(count):
            sockets.append(connect(port))
            sockets[-1].sendall(first(number))
        yield sockets
    finally:
        for each in sockets:
            each.close()


def trickle(sockets, seconds, pause=TRICKLE_SECONDS, byte=b"x"):
    """Sends a byte on each socket, again and again; leaves out those that the service has closed."""
    end = time.monotonic() + seconds
    living = list(sockets)
    while living and time.monotonic() < end:
        for each in list(living):
            try:
                each.sendall(byte)
            except OSError:
                living.remove(each)
        time.sleep(min(pause, max(0.0, end - time.monotonic())))
    return len(living)


def status(connection):
    """The status of the answer; None when the service closed without one."""
    try:
        line = connection.recv(12, socket.MSG_WAITALL)
    except OSError:
        return None
    return int(line[9:12]) if line.startswith(b"HTTP/1.1 ") and len(line) == 12 else None


def mutated(random_numbers):
    """A request that may break any rule of HTTP/1.1."""
    pick = random_numbers.choice
    version = pick(["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", ""])
    end = pick(["\r\n", "\r\n", "\r\n", "\n", "\r"])
    headers = random_numbers.sample(HEADERS, random_numbers.randint(0, 5)) + pick([[], ["Host: localhost"]])
    head = f"{pick(METHODS)} {pick(PATHS)} {version}{end}" + "".join(header + end for header in headers) + end
    request = bytearray(head.encode("latin-1") + pick(BODIES))
    for _ in range(pick([0, 0, 1, 3])):
        request[random_numbers.randrange(len(request))] = random_numbers.randrange(256)
    return bytes(request)


def mutations(port, count, seed):
    """Sends mutated requests; returns how many had each status. `None` counts connections that closed without an answer."""
    random_numbers = random.Random(seed)
    statuses = {}
    for _ in range(count):
        with connect(port) as connection:
            try:
                connection.sendall(mutated(random_numbers))
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            answer = status(connection)
            statuses[answer] = statuses.get(answer, 0) + 1
    return statuses


def long_names(entries=20000, length=950):
    """A zip of about 19 MB that is a directory alone. Its names are harmless."""
    parts = []
    for number in range(entries):
        name = (f"{number}/" + "n" * length)[:length].encode()
        fields = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0)
        parts.append(fields + name)
    directory = b"".join(parts)
    first = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, entries, entries, len(directory), len(first), 0)
    return first + directory + end

"""Small web servers for tests."""

import threading
from contextlib import contextmanager


@contextmanager
def serving(server):
    """A context in which a server of `http.server` answers from a thread of its own; yields the server."""
    with server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()

"""All parts of LungBurden on one machine: PostgreSQL, RabbitMQ, APIs and workers, each as a separate process."""

import atexit
import contextlib
import signal
import sys

from harness.launcher import LAUNCHER, run
from harness.postgres import PostgresServer
from harness.processes import NotStarted, PrivateFolder
from harness.proxy import Proxy
from harness.rabbit import RabbitServer
from harness.service import Service
from harness.store import STORES, S3Store


class Cluster(contextlib.AbstractContextManager):
    """Starts in a private folder on free ports; leaves no process and no folder behind.

    apis, workers: the number of each
    settings: environment of all services, in addition to the addresses of database, broker and store
    proxied: whether the services reach database, broker and S3 server through proxies that can fail
    store: "file" or "s3"
    launcher: of the version of the services
    """

    def __init__(self, apis=1, workers=1, settings=None, proxied=False, store="file",
                 postgres_settings=(), launcher=LAUNCHER):
        self.closing = []
        self.proxies = {}
        self.folder = PrivateFolder("machine")
        self.closing.append(self.folder.close)
        atexit.register(self.close)
        self.work = self.folder.make("work")
        self.postgres = PostgresServer(self.folder, postgres_settings)
        self.rabbit = RabbitServer(self.folder)
        self.closing += [self.postgres.close, self.rabbit.close]
        self.postgres.start()
        self.rabbit.start()
        self.store = STORES[store](self.folder)
        self.closing.append(self.store.close)
        if proxied:
            self.proxies = {"database": Proxy(self.postgres.port), "broker": Proxy(self.rabbit.port)}
            if isinstance(self.store, S3Store):
                self.proxies["store"] = Proxy(self.store.port)
            self.closing += [proxy.close for proxy in self.proxies.values()]
        self.settings = {**self._addresses(), "LUNGBURDEN_SEGMENTER": "none", **(settings or {})}
        self.apis, self.workers = [], []
        # of the version that the next services have
        self.launcher = launcher
        for _ in range(apis):
            self.add_api()
        self.apis[0].await_ready()
        for _ in range(workers):
            self.add_worker()
        for service in self.services():
            if service is not self.apis[0]:
                service.await_ready()

    def _addresses(self):
        ports = {name: proxy.port for name, proxy in self.proxies.items()}
        return {
            **self.postgres.environment(ports.get("database")),
            **self.rabbit.environment(ports.get("broker")),
            **self.store.environment(ports.get("store")),
            "LUNGBURDEN_WORKER_WORK_DIRECTORY": str(self.work),
        }

    def add_api(self, **settings):
        """Starts one more API; the caller waits for it."""
        return self._add("api", self.apis, settings)

    def add_worker(self, port=0, **settings):
        """Starts one more worker; the caller waits for it."""
        return self._add("worker", self.workers, settings, port)

    def _add(self, kind, others, settings, port=0):
        name = f"{kind}-{len(others) + 1}"
        named = {"LUNGBURDEN_WORKER_NAME": name} if kind == "worker" else {}
        service = Service(kind, name, self.folder, {**self.settings, **named, **settings}, port)
        service.launcher = self.launcher
        others.append(service)
        # services must end before the servers that they use
        self.closing.append(service.close)
        service.start()
        return service

    def key(self, owner, scopes="submit,read"):
        """Makes a key of an owner by the command of administrators. The services must have migrated the database."""
        made = run("keys", "create", "--owner", owner, "--name", "harness", "--scope", scopes,
                   cwd=self.folder.path, **self.postgres.environment())
        if made.returncode != 0:
            raise NotStarted(f"no key for {owner}: {made.stderr}")
        return made.stdout.strip()

    def services(self):
        return [*self.apis, *self.workers]

    def cpu_seconds(self):
        return {service.name: service.cpu_seconds() for service in self.services()}

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Closes all parts, the latest first; after a failure the other parts still close."""
        failures = []
        while self.closing:
            try:
                self.closing.pop()()
            except Exception as failure:  # the other parts must still close
                failures.append(failure)
        atexit.unregister(self.close)
        if failures:
            raise failures[0]


def end_on_signals():
    """SIGTERM and SIGHUP end the program as Ctrl-C does, through its `with` blocks."""

    def leave(number, _):
        sys.exit(128 + number)

    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)

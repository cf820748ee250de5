"""The faults that a chaos run injects: how each fault breaks the cluster, and how its repair works."""

import os
from dataclasses import dataclass
from typing import Callable


@dataclass(frozen=True)
class Fault:
    """One fault on one part. Only the thread that starts processes may call `begin` and `repair`."""

    kind: str
    part: str
    begin: Callable
    repair: Callable
    longest_seconds: float


def nothing():
    """The repair of a fault that repairs itself."""


def of_service(supervisor, service, lease_seconds):
    """An API or a worker killed with or without its launcher, orphaned, stopped in order, or paused for longer than a lease."""
    kind, part = service.kind, service.name

    def down(how):
        def begin():
            supervisor.keep_down(service)
            if service.running():
                how()

        return begin

    def up():
        supervisor.start_again(service)

    yield Fault(f"{kind} killed", part, down(service.kill), up, 2)
    if kind == "worker":
        # an API's next program may listen on another port, which no client of the run would know
        yield Fault("worker's program killed", part, service.kill_program, nothing, 0)
    yield Fault(f"{kind}'s launcher killed", part, down(service.kill_launcher), up, 1)
    yield Fault(f"{kind} stopped in order", part, down(service.ask_to_stop), up, 1)
    yield Fault(f"{kind} paused", part, service.pause, service.resume, lease_seconds * 2)


def of_server(name, server, proxy):
    """Database or broker killed, paused, and its connections cut, refused or left hanging."""
    yield Fault(f"{name} killed", name, server.kill, lambda: server.start(wait=False), 3)
    yield Fault(f"{name} paused", name, server.pause, server.resume, 8)
    yield Fault(f"{name} connections cut", name, proxy.cut, nothing, 0)
    yield Fault(f"{name} refuses connections", name, proxy.refuse, proxy.restore, 6)
    yield Fault(f"{name} connections hang", name, proxy.hang, proxy.restore, 8)


def of_store(folder):
    """The store's folder disappears, like a lost volume, and comes back with its whole content."""
    away = folder.with_name(folder.name + ".away")

    def lose():
        os.rename(folder, away)

    def bring_back():
        # fails if a service has made another folder in the meantime
        if folder.exists():
            os.rename(folder, folder.with_name(f"{folder.name}.made-while-away-{len(os.listdir(folder.parent))}"))
        os.rename(away, folder)

    yield Fault("store unreachable", "store", lose, bring_back, 5)


def all_faults(cluster, supervisor, lease_seconds, chance):
    """Every fault that this cluster can have."""
    for service in cluster.services():
        yield from of_service(supervisor, service, lease_seconds)
    yield from of_server("database", cluster.postgres, cluster.proxies["database"])
    yield Fault(
        "database backend killed", "database", lambda: cluster.postgres.kill_backend(chance.choice), nothing, 0)
    yield from of_server("broker", cluster.rabbit, cluster.proxies["broker"])
    if "store" in cluster.proxies:
        yield from of_server("store", cluster.store, cluster.proxies["store"])
    else:
        yield from of_store(cluster.store.root)

"""Starts both images from their root file systems and runs a job in them. deploy/docker/verify.sh runs this as root.

No container engine is needed. buildah mounts an image, and its program runs in a separate namespace with the settings that
the image defines (user, environment, directory, command). The root file system is read-only; only the folders that the compose file
mounts are writable. Database and broker are private servers of this machine.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness import processes, studies
from harness.client import Client
from harness.postgres import PostgresServer
from harness.rabbit import RabbitServer

WRITABLE = ("/tmp", "/var/cache/lungburden", "/var/tmp/lungburden")
READY_SECONDS = 180


class Image:
    """A mounted image and its running program."""

    def __init__(self, name):
        self.name = name
        self.container = self.buildah("from", "--pull-never", name)
        self.root = Path(self.buildah("mount", self.container))
        self.config = json.loads(self.buildah("inspect", "--type", "image", name))["OCIv1"]["config"]

    @staticmethod
    def buildah(*arguments):
        return subprocess.run(["buildah", *arguments], check=True, capture_output=True, text=True).stdout.strip()

    def command(self, program, store, environment):
        """The command that runs `program` with the settings of the image."""
        writable = [place for place in WRITABLE if (self.root / place.lstrip("/")).is_dir()]
        mounts = [
            f"mount --bind {self.root} {self.root}",
            f"mount -o remount,ro,bind {self.root}",
            f"mount --rbind /dev {self.root}/dev",
            f"mount -t proc proc {self.root}/proc",
            f"mount --bind {store} {self.root}/data",
            *[f"mount -t tmpfs -o mode=1777 tmpfs {self.root}{place}" for place in writable],
            f"exec chroot --userspec={self.config['User']}:{self.config['User']} {self.root} \"$@\"",
        ]
        settings = [*self.config["Env"], *[f"{key}={value}" for key, value in environment.items()]]
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", "; ".join(mounts), "sh",
                "/usr/bin/env", "-i", "-C", self.config["WorkingDir"], *settings, *program]

    def close(self):
        self.buildah("umount", self.container)
        self.buildah("rm", self.container)


def healthy(image, store, environment):
    """The result of the image's own health check."""
    check = image.config.get("Healthcheck", {}).get("Test") or ["CMD", "/bin/bash", "/app/healthy.sh", environment["SERVER_PORT"]]
    program = [*check[1:3], environment.get("MANAGEMENT_SERVER_PORT", environment["SERVER_PORT"])]
    return subprocess.run(image.command(program, store, environment), capture_output=True, check=False).returncode == 0


def await_healthy(image, running, log, store, environment):
    deadline = time.monotonic() + READY_SECONDS
    while not healthy(image, store, environment):
        if running.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{image.name} does not become healthy:\n{log.read_text()[-3000:]}")
        time.sleep(1)
    print(f"{image.name}: healthy as user {image.config['User']}, root file system read-only", flush=True)


def check_root(image, store):
    """Checks that the root file system is not writable and that the program does not run as root."""
    attempt = ["sh", "-c", "id -u; touch /app/x 2>&1"]
    said = subprocess.run(image.command(attempt, store, {}), capture_output=True, text=True, check=False)
    if said.returncode == 0 or "Read-only" not in said.stdout or said.stdout.split()[0] == "0":
        sys.exit(f"{image.name}: root or a writable root file system: {said.stdout}")


def stop_in_order(running):
    """Sends SIGTERM to the programs themselves, as an engine does, because `unshare` ignores SIGTERM."""
    for process in running:
        processes.signal_all(processes.process_tree(process.pid)[1:], signal.SIGTERM)
    for process in running:
        if process.wait(timeout=40) != 143:
            sys.exit(f"a program ended with {process.returncode} after SIGTERM")
    print("both end in order when they are told to", flush=True)


def main():
    folder = processes.PrivateFolder("images")
    images, running = [], []
    postgres, rabbit = PostgresServer(folder), RabbitServer(folder)
    try:
        postgres.start()
        rabbit.start()
        store = folder.make("store")
        store.chmod(0o777)
        shared = {**postgres.environment(), **rabbit.environment(), "LUNGBURDEN_ARTIFACTS_LOCATION": "file:/data"}
        port = str(processes.free_port())
        for name, own in (
            ("lungburden-api", {"SERVER_ADDRESS": "127.0.0.1", "SERVER_PORT": port, "MANAGEMENT_SERVER_PORT": str(processes.free_port())}),
            ("lungburden-worker", {"SERVER_PORT": str(processes.free_port())}),
        ):
            image = Image(f"localhost/{name}:latest")
            images.append(image)
            check_root(image, store)
            environment, log = {**shared, **own}, folder.path / f"{name}.log"
            running.append(processes.start(image.command(image.config["Entrypoint"], store, environment), log, None))
            await_healthy(image, running[-1], log, store, environment)
        client = Client(lambda: [port])
        job = client.submit(studies.small(folder.path), "image")["id"]
        deadline = time.monotonic() + 120
        while (told := client.look(job))["status"] not in ("SUCCEEDED", "FAILED") and time.monotonic() < deadline:
            time.sleep(0.5)
        print(f"a job of the two: {told['status']}")
        client.close()
        stop_in_order(running)
        sys.exit(0 if told["status"] == "SUCCEEDED" else f"the job ended as {told}")
    finally:
        for process in running:
            processes.kill(process)
        for image in images:
            image.close()
        rabbit.close()
        postgres.close()
        folder.close()


if __name__ == "__main__":
    main()

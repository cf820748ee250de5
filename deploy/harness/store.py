"""The artifact stores: a folder, or a real S3 server (S3Proxy) over a folder. Tests can read the content of both."""

import os
import shutil
import signal
import socket
import time

from harness import processes
from harness.launcher import HOME

JAR = HOME / "shared-model" / "target" / "s3proxy.jar"
BUCKET = "lungburden"
PREFIX = "cluster"
START_SECONDS = 60


class FileStore:
    """A folder that all services can access."""

    def __init__(self, folder):
        self.root = folder.make("store")

    def environment(self, port=None):
        del port
        return {"LUNGBURDEN_ARTIFACTS_LOCATION": f"file:{self.root}"}

    def close(self):
        """Does nothing, because the removal of the cluster's folder also removes the store."""


class S3Store:
    """S3Proxy, which checks signatures; buckets are folders and objects are files."""

    def __init__(self, folder):
        if not JAR.exists():
            raise processes.NotStarted(f"{JAR} is missing; `./mvnw -pl shared-model process-test-resources` fetches it")
        data = folder.make("s3")
        self.root = data / BUCKET / PREFIX
        (data / BUCKET).mkdir()
        self.spool = folder.make("spool")
        self.log = folder.path / "s3.log"
        self.port = processes.free_port()
        self.settings = folder.path / "s3proxy.properties"
        self.settings.write_text(
            f"s3proxy.endpoint=http://127.0.0.1:{self.port}\n"
            "s3proxy.authorization=aws-v4\ns3proxy.identity=cluster\ns3proxy.credential=not-a-secret\n"
            f"jclouds.provider=filesystem-nio2\njclouds.filesystem.basedir={data}\n")
        self.process = None
        self.start()

    def start(self, wait=True):
        java = shutil.which("java", path=f"{os.environ.get('JAVA_HOME', '')}/bin:{os.environ['PATH']}")
        self.process = processes.start(
            [java, "-Xmx256m", "-jar", JAR, "--properties", self.settings], self.log, dict(os.environ))
        if wait:
            self.await_ready()

    def await_ready(self):
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise processes.NotStarted(processes.tail(self.log)) from None
                time.sleep(0.1)

    def environment(self, port=None):
        return {
            "LUNGBURDEN_ARTIFACTS_LOCATION": f"s3://{BUCKET}/{PREFIX}",
            "LUNGBURDEN_ARTIFACTS_S3_ENDPOINT": f"http://127.0.0.1:{port or self.port}",
            "LUNGBURDEN_ARTIFACTS_S3_ACCESS_KEY": "cluster",
            "LUNGBURDEN_ARTIFACTS_S3_SECRET_KEY": "not-a-secret",
            "LUNGBURDEN_ARTIFACTS_S3_SPOOL_DIRECTORY": str(self.spool),
        }

    def kill(self):
        processes.kill(self.process)

    def pause(self):
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGSTOP)

    def resume(self):
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGCONT)

    def close(self):
        self.kill()


STORES = {"file": FileStore, "s3": S3Store}

"""A private PostgreSQL 15 of Debian's package, with its durable defaults."""

import os
import signal
import time
from pathlib import Path

import psycopg2
import psycopg2.extras

from harness import processes

BIN = Path("/usr/lib/postgresql/15/bin")
USER = "postgres"
START_SECONDS = 60
# the kernel sends this signal when this program dies: SIGQUIT is PostgreSQL's immediate shutdown
END_SIGNAL = "QUIT"


class PostgresServer:
    """One server with one database. Root runs it as Debian's own user, since PostgreSQL refuses root."""

    def __init__(self, folder, settings=()):
        if not (BIN / "initdb").exists():
            raise processes.NotStarted(f"PostgreSQL 15 is missing; on Debian: apt-get install postgresql-15 ({BIN})")
        self.user = USER if os.geteuid() == 0 else None
        self.home = folder.make("postgres", self.user)
        self.log = folder.path / "postgres.log"
        self.port = processes.free_port()
        self.settings = ["listen_addresses=127.0.0.1", "max_connections=200", "log_min_messages=fatal", *settings]
        self.process = None
        initdb = [BIN / "initdb", "-D", self.home / "data", "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        if processes.start(initdb, self.log, dict(os.environ), user=self.user).wait() != 0:
            raise processes.NotStarted(processes.tail(self.log))

    def start(self, wait=True):
        """Starts the server, also after a kill, and waits until the server accepts connections."""
        command = [BIN / "postgres", "-D", self.home / "data", "-p", self.port, "-k", self.home]
        for setting in self.settings:
            command += ["-c", setting]
        self.process = processes.start(command, self.log, dict(os.environ), user=self.user, end_signal=END_SIGNAL)
        if wait:
            self.await_ready()

    def await_ready(self):
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.connect().close()
                return
            except psycopg2.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise processes.NotStarted(processes.tail(self.log)) from None
                time.sleep(0.1)

    def connect(self):
        """A session that commits each statement; its rows give columns by name."""
        session = psycopg2.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname=USER, connect_timeout=5,
            cursor_factory=psycopg2.extras.NamedTupleCursor)
        session.autocommit = True
        return session

    def rows(self, sql, *arguments):
        """The rows of one statement, which runs in a separate session."""
        session = self.connect()
        try:
            with session.cursor() as cursor:
                cursor.execute(sql, arguments or None)
                return cursor.fetchall() if cursor.description else []
        finally:
            session.close()

    def row(self, sql, *arguments):
        """The only row of a statement."""
        (row,) = self.rows(sql, *arguments)
        return row

    def environment(self, port=None):
        """The services' settings for this server, with the port of a proxy if there is one."""
        return {
            "SPRING_DATASOURCE_URL": f"jdbc:postgresql://127.0.0.1:{port or self.port}/{USER}",
            "SPRING_DATASOURCE_USERNAME": USER,
            "SPRING_DATASOURCE_PASSWORD": "none",
        }

    def kill(self):
        """SIGKILL for the postmaster and all its children."""
        processes.kill(self.process)

    def kill_backend(self, choose):
        """SIGKILL for one client's backend, after which PostgreSQL ends all sessions and recovers."""
        try:
            pids = [row.pid for row in self.rows(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")]
        except psycopg2.OperationalError:
            pids = []  # the server is still starting
        if pids:
            os.kill(choose(pids), signal.SIGKILL)

    def pause(self):
        """Sends SIGSTOP: the server keeps its connections but answers nothing."""
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGSTOP)

    def resume(self):
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGCONT)

    def close(self):
        if self.process is not None:
            processes.end(self.process, signal.SIGINT, seconds=15)

"""A TCP proxy that fails on request: cuts open connections, refuses new connections, or accepts all and answers nothing."""

import asyncio
import socket
import struct
import threading

from harness import processes

PIECE_BYTES = 1 << 16
# with this option the kernel sends a reset on close, not a normal end
RESET = struct.pack("ii", 1, 0)


class Proxy:
    """Between clients and one port of this machine. Any thread may call the methods; they return when done."""

    def __init__(self, target_port):
        self.target_port = target_port
        self.port = processes.free_port()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name=f"proxy-{self.port}", daemon=True)
        self.thread.start()
        self.links = set()
        self.server = None
        self._call(self._open())

    def cut(self):
        """Resets every open connection; new connections work."""
        self._call(self._cut())

    def refuse(self):
        """Resets every open connection, and refuses new connections until `restore`."""
        self._call(self._refuse())

    def hang(self):
        """Open and new connections stay open but transfer nothing until `restore`, which then sends the held bytes."""
        self._call(self._hang())

    def restore(self):
        self._call(self._restore())

    def close(self):
        if self.loop.is_running():
            self._call(self._refuse())
            self._call(self._settle())
            self.loop.call_soon_threadsafe(self.loop.stop)
            self.thread.join()
            self.loop.close()

    def _call(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=30)

    async def _open(self):
        self.passing = asyncio.Event()
        self.passing.set()
        await self._listen()

    async def _listen(self):
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, reuse_address=True)

    async def _cut(self):
        for writer in list(self.links):
            peer = writer.get_extra_info("socket")
            if peer is not None:
                try:
                    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                except OSError:
                    pass
            writer.transport.abort()

    async def _refuse(self):
        if self.server is not None:
            self.server.close()
            self.server = None
        await self._cut()
        self.passing.set()

    async def _hang(self):
        self.passing.clear()

    async def _restore(self):
        self.passing.set()
        if self.server is None:
            await self._listen()

    async def _settle(self):
        while self.links:
            await asyncio.sleep(0.01)

    async def _serve(self, client_reader, client_writer):
        self.links.add(client_writer)
        server_writer = None
        try:
            await self.passing.wait()
            server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
            self.links.add(server_writer)
            await asyncio.gather(
                self._pump(client_reader, server_writer), self._pump(server_reader, client_writer))
        except OSError:
            pass
        finally:
            for writer in (client_writer, server_writer):
                if writer is not None:
                    self.links.discard(writer)
                    writer.transport.abort()

    async def _pump(self, reader, writer):
        while True:
            piece = await reader.read(PIECE_BYTES)
            await self.passing.wait()
            if not piece:
                # the end of one side ends both, because no protocol here uses half-open connections
                raise ConnectionResetError
            writer.write(piece)
            await writer.drain()

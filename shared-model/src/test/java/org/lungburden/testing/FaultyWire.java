package org.lungburden.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A wire to a server on loopback that is cut and mended, cuts at a byte, or falls silent. It can also answer in the place
 * of an HTTP server.
 */
public final class FaultyWire implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int DRAIN_MS = 500;

    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong upTo = new AtomicLong(NEVER);
    private final AtomicLong downTo = new AtomicLong(NEVER);
    private final AtomicInteger cuts = new AtomicInteger();
    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ServerSocket listener;
    private volatile boolean silent;

    public FaultyWire(int target) throws IOException {
        this.target = target;
        this.listener = listen(0);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Ends every connection and refuses new ones. */
    public void cut() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** Takes connections again, on the same port. */
    public void mend() throws IOException {
        listener = listen(listener.getLocalPort());
    }

    /** Cuts the connection once that carries this byte of the requests from now on. */
    public void cutRequestsAfter(long bytes) {
        upTo.set(bytes);
    }

    /** Cuts the connection once that carries this byte of the answers from now on. */
    public void cutAnswersAfter(long bytes) {
        downTo.set(bytes);
    }

    /** How often it has cut. */
    public int cuts() {
        return cuts.get();
    }

    /** Takes connections and bytes no further, and answers nothing. */
    public void fallSilent() {
        silent = true;
    }

    /** The next request is answered so, and the server does not see it. */
    public void answer(int status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code></Error>";
        answers.add(
                "HTTP/1.1 " + status + " x\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    public boolean allAnswersGiven() {
        return answers.isEmpty();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Daemon.start("faulty-wire", () -> accept(opened));
        return opened;
    }

    private void accept(ServerSocket opened) throws IOException {
        while (true) {
            Socket near = opened.accept();
            Daemon.start("faulty-wire", () -> connect(opened, near));
        }
    }

    private void connect(ServerSocket opened, Socket near) throws IOException {
        try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(near);
            sockets.add(far);
            if (opened.isClosed()) {
                // Cut while it was being laid.
                return;
            }
            Daemon.start("faulty-wire", () -> pump(far, near, downTo));
            pumpRequests(near, far);
        }
    }

    private void pumpRequests(Socket near, Socket far) throws IOException {
        InputStream in = near.getInputStream();
        byte[] first = new byte[1 << 16];
        for (int read = in.read(first); read >= 0; read = in.read(first)) {
            boolean begins = !answers.isEmpty() && startsRequest(first, read);
            String answer = begins ? answers.poll() : null;
            if (answer != null) {
                near.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                near.shutdownOutput();
                near.setSoTimeout(DRAIN_MS);
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            if (!carry(first, read, far.getOutputStream(), upTo)) {
                return;
            }
        }
    }

    private static boolean startsRequest(byte[] bytes, int length) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(bytes, 0, Math.min(length, 8));
        return head.toString(StandardCharsets.ISO_8859_1).matches("(?s)(GET|PUT|POST|HEAD|DELETE) .*");
    }

    private void pump(Socket from, Socket to, AtomicLong limit) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!carry(buffer, read, to.getOutputStream(), limit)) {
                    return;
                }
            }
        }
    }

    /** False when the connection is to be cut. */
    private boolean carry(byte[] bytes, int length, OutputStream out, AtomicLong limit) throws IOException {
        if (silent) {
            hang();
            return false;
        }
        long left = limit.get() == NEVER ? NEVER : limit.addAndGet(-length);
        if (left < 0) {
            limit.set(NEVER);
            cuts.incrementAndGet();
            return false;
        }
        out.write(bytes, 0, length);
        return true;
    }

    private void hang() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        cut();
    }
}

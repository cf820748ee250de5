package org.lungburden.api.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * The end of a connection whose client may still send. A close with unread bytes resets the connection, and the client
 * could lose the answer (RFC 9112 section 9.6). So the server first closes its own direction, and discards what arrives
 * until the client closes, up to {@value #MOST_BYTES} bytes or {@value #MOST_SECONDS} s. Nothing waits meanwhile: the
 * server's poller reports what arrives.
 */
final class LingeringClose {
    static final int MOST_BYTES = 1 << 20;
    static final int MOST_SECONDS = 2;

    private static final int CHUNK_BYTES = 16 * 1024;
    private static final ThreadLocal<ByteBuffer> CHUNK =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(CHUNK_BYTES));

    private final LongSupplier nanoTime;
    private final long deadline;
    private int discarded;

    LingeringClose(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    }

    /** Tells the client that nothing follows the answer. TLS has no half-closed connection that clients understand. */
    void begin(SocketWrapperBase<NioChannel> connection) {
        NioChannel channel = connection.getSocket();
        if (!(channel instanceof SecureNioChannel)) {
            try {
                channel.getIOChannel().shutdownOutput();
            } catch (IOException e) {
                // The client is gone; the next read finds that out.
                return;
            }
        }
    }

    /** Discards what has arrived. Returns whether the connection stays open for more. */
    boolean goesOn(SocketWrapperBase<NioChannel> connection) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - nanoTime.getAsLong());
        if (left <= 0 || !discard(connection.getSocket().getIOChannel())) {
            return false;
        }
        connection.setReadTimeout(left);
        connection.registerReadInterest();
        return true;
    }

    /** Returns whether more may come. */
    private boolean discard(SocketChannel channel) {
        ByteBuffer chunk = CHUNK.get();
        try {
            while (discarded < MOST_BYTES) {
                int count = channel.read(chunk.clear());
                if (count <= 0) {
                    return count == 0;
                }
                discarded += count;
            }
        } catch (IOException e) {
            // The client has reset the connection.
            return false;
        }
        return false;
    }
}

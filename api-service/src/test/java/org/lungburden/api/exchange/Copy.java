package org.lungburden.api.exchange;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer whose beginning is kept while it passes. */
final class Copy extends HttpServletResponseWrapper {
    private static final int MOST_BYTES = 1 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private @Nullable ServletOutputStream stream;
    private volatile boolean sentError;

    Copy(HttpServletResponse response) {
        super(response);
    }

    boolean sentError() {
        return sentError;
    }

    String text() {
        synchronized (kept) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    private void keep(byte[] bytes, int offset, int length) {
        synchronized (kept) {
            kept.write(bytes, offset, Math.min(length, MOST_BYTES - kept.size()));
        }
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        sentError = true;
        super.sendError(status, message);
    }

    @Override
    public void sendError(int status) throws IOException {
        sentError = true;
        super.sendError(status);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream passing = stream;
        if (passing == null) {
            passing = new Passing(super.getOutputStream());
            stream = passing;
        }
        return passing;
    }

    private final class Passing extends ServletOutputStream {
        private final ServletOutputStream out;

        Passing(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            keep(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            keep(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}

package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Sha256;
import org.lungburden.api.testing.Studies;
import org.lungburden.artifact.file.FileArtifactStore;
import org.springframework.util.unit.DataSize;

/** The memory that an upload takes does not depend on its size, whatever it is wrapped in. */
class LargeUploadIT {
    private static final int CHUNK_BYTES = 64 * 1024;
    /** Of either upload; the largest that the service takes where nothing else is set is 2048. */
    private static final int MEGABYTES = Integer.getInteger("lungburden.test.upload-megabytes", 300);

    private static final int CHUNKS = MEGABYTES * 16;

    /** What may be allocated for each megabyte of study; buffers are reused, so it is far below one. */
    private static final double MAX_ALLOCATED_SHARE = 0.5;

    @TempDir
    private Path folder;

    @Test
    void aLargeStudyStreams() throws Exception {
        try (ApiServer server =
                ApiServer.start((long) CHUNKS * CHUNK_BYTES, new FileArtifactStore(folder, DataSize.ofBytes(1)))) {
            upload(server, "application/octet-stream", new byte[0], new byte[0]);
            byte[] form = Studies.form("study", new byte[0]);
            byte[] head = new String(form, StandardCharsets.US_ASCII)
                    .replaceFirst("\r\n--" + Studies.BOUNDARY + "--\r\n$", "")
                    .getBytes(StandardCharsets.US_ASCII);
            upload(server, "multipart/form-data; boundary=" + Studies.BOUNDARY, head, Studies.closing());
        }
    }

    private static void upload(ApiServer server, String type, byte[] before, byte[] after) throws Exception {
        server.jobs.clear();
        byte[] chunk = Studies.nifti(CHUNK_BYTES - 352);
        MessageDigest digest = Sha256.digest();
        long allocatedBefore = allocatedByOthers();
        String answer = send(server, type, before, chunk, digest, after);
        long allocated = allocatedByOthers() - allocatedBefore;

        assertThat(answer).startsWith("HTTP/1.1 202 ");
        String sha256 = HexFormat.of().formatHex(digest.digest());
        assertThat(server.jobs.only().upload().sha256()).isEqualTo(sha256);
        assertThat(server.jobs.only().upload().bytes()).isEqualTo((long) CHUNKS * CHUNK_BYTES);
        assertThat(allocated / (double) ((long) CHUNKS * CHUNK_BYTES)).isLessThan(MAX_ALLOCATED_SHARE);
    }

    private static String send(
            ApiServer server, String type, byte[] before, byte[] chunk, MessageDigest digest, byte[] after)
            throws IOException {
        long length = (long) CHUNKS * CHUNK_BYTES + before.length + after.length;
        try (Socket socket = RawHttp.connect(server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /v1/jobs" + (before.length == 0 ? "" : "/form")
                            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                            + "\r\nContent-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(before);
            for (int i = 0; i < CHUNKS; i++) {
                out.write(chunk);
                digest.update(chunk);
            }
            out.write(after);
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Bytes that the living threads but this one have allocated so far; the server keeps its threads. */
    private static long allocatedByOthers() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long all = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
        return all - threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}

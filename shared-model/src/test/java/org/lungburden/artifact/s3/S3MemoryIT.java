package org.lungburden.artifact.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lungburden.artifact.ArtifactStore;

/** A put and a read take no more memory for a larger artifact. */
class S3MemoryIT {
    /** Set it to 2048 for the largest study that is taken where nothing else is set. */
    private static final long MEGABYTES = Long.getLong("lungburden.test.upload-megabytes", 400);

    @Test
    @Timeout(300)
    void anArtifactManyTimesTheHeapStreams() throws Exception {
        String bucket = "bucket-" + UUID.randomUUID();
        S3Server.shared().makeBucket(bucket);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        Integer.toString(S3Server.shared().port()),
                        bucket,
                        Long.toString(MEGABYTES << 20))
                .inheritIO()
                .start();
        try {
            assertThat(child.waitFor(280, TimeUnit.SECONDS)).isTrue();
            assertThat(child.exitValue()).isZero();
        } finally {
            child.destroyForcibly();
        }
    }

    /** The process with the small heap. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            long bytes = Long.parseLong(arguments[2]);
            Map<String, Object> properties = S3Server.properties(Integer.parseInt(arguments[0]));
            try (S3ArtifactStore store = new S3ArtifactStore("s3://" + arguments[1], TestSettings.of(properties))) {
                ArtifactStore.StoredArtifact stored = store.put("a", new Zeros(bytes), bytes);
                try (InputStream whole = store.open("a", 0, Long.MAX_VALUE)) {
                    long read = whole.transferTo(java.io.OutputStream.nullOutputStream());
                    if (stored.bytes() != bytes || read != bytes) {
                        throw new IOException("stored " + stored.bytes() + ", read " + read);
                    }
                }
                store.delete("a");
            }
        }
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            left -= read;
            return read;
        }
    }
}

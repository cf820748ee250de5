package org.lungburden.artifact.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStoreContract;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** What every artifact store does, on a real S3 server. */
@SuppressWarnings("NullAway.Init") // set by open
class S3ArtifactStoreIT extends ArtifactStoreContract {
    private static final int PART_BYTES = 5 << 20;

    private String bucket;
    private S3Settings settings;
    private S3ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        bucket = "bucket-" + UUID.randomUUID();
        S3Server.shared().makeBucket(bucket);
        Map<String, Object> properties = S3Server.shared().properties();
        properties.put("lungburden.artifacts.s3.part-size", "5MB");
        settings = TestSettings.of(properties);
        store = new S3ArtifactStore("s3://" + bucket + "/some/prefix", settings);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }

    @Override
    protected int rounds() {
        return 20;
    }

    /** Not compressible, and no two places alike. */
    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private int unfinished() {
        return S3Server.shared().unfinished(bucket);
    }

    @ParameterizedTest
    @ValueSource(ints = {PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 7})
    void partsMakeOneArtifact(int length) throws Exception {
        byte[] bytes = noise(length);
        ArtifactStore.StoredArtifact stored = store.put("a/b", new ByteArrayInputStream(bytes), length);
        assertThat(stored.bytes()).isEqualTo(length);
        assertThat(stored.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        try (InputStream whole = store.open("a/b", 0, Long.MAX_VALUE)) {
            assertThat(whole.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(Files.readAllBytes(S3Server.shared().bucket(bucket).resolve("some/prefix/a/b")))
                .isEqualTo(bytes);
        assertThat(unfinished()).isZero();
    }

    @Test
    void brokenOffAndTooLargePutsLeaveNoParts() throws IOException {
        byte[] bytes = noise(PART_BYTES + 100);
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> store.put("a/b", new ByteArrayInputStream(bytes), bytes.length - 1))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UPLOAD_TOO_LARGE);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatIOException()
                .isThrownBy(() -> store.put(
                        "a/b", new SequenceInputStream(new ByteArrayInputStream(bytes), broken), Long.MAX_VALUE))
                .withMessage("connection reset");
        assertThatIOException().isThrownBy(() -> {
            Thread.currentThread().interrupt();
            store.put("a/b", new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(unfinished()).isZero();
        try (Stream<String> keys = store.keys("")) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void putsThatNobodyGoesOnWithAreRemoved() throws IOException {
        S3Server.shared().leaveUnfinished(bucket, "some/prefix/uploads/1");
        S3Server.shared().leaveUnfinished(bucket, "of/others");
        assertThat(store.removeUnfinished(Instant.now().minusSeconds(3600))).isZero();
        assertThat(unfinished()).isEqualTo(2);
        assertThat(store.removeUnfinished(Instant.now().plusSeconds(60))).isEqualTo(1);
        assertThat(unfinished()).isEqualTo(1);
    }

    @Test
    void channelReadsLikeTheBytes() throws IOException {
        byte[] bytes = noise(3 * ObjectChannel.WINDOW_BYTES + 11);
        store.put("a/b", new ByteArrayInputStream(bytes), bytes.length);
        Random random = new Random(7);
        try (SeekableByteChannel channel = store.channel("a/b")) {
            assertThat(channel.size()).isEqualTo(bytes.length);
            for (int i = 0; i < 60; i++) {
                int at = random.nextInt(bytes.length);
                ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(ObjectChannel.WINDOW_BYTES + 100));
                channel.position(at);
                while (target.hasRemaining() && channel.read(target) >= 0) {
                    // until it is full or the end is reached
                }
                byte[] expected = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + target.capacity()));
                assertThat(Arrays.copyOf(target.array(), target.position())).isEqualTo(expected);
                assertThat(channel.position()).isEqualTo(at + expected.length);
            }
            assertThat(channel.position(bytes.length).read(ByteBuffer.allocate(1)))
                    .isEqualTo(-1);
        }
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        Path folder = Files.createDirectories(S3Server.shared().bucket(bucket).resolve("some/prefix/uploads"));
        for (int i = 0; i < 1003; i++) {
            Files.createFile(folder.resolve("u" + i));
        }
        Files.createFile(S3Server.shared().bucket(bucket).resolve("some/prefixed"));
        try (Stream<String> keys = store.keys("")) {
            assertThat(keys).hasSize(1003).doesNotHaveDuplicates().allMatch(key -> key.startsWith("uploads/u"));
        }
    }

    @Test
    void whatIsOpenedAndNotReadGivesItsConnectionBack() throws IOException {
        byte[] bytes = noise(1 << 20);
        store.put("a/b", new ByteArrayInputStream(bytes), bytes.length);
        for (int i = 0; i < settings.connections() + 1; i++) {
            try (InputStream some = store.open("a/b", 0, Long.MAX_VALUE)) {
                assertThat(some.read()).isEqualTo(bytes[0] & 0xff);
            }
        }
    }
}

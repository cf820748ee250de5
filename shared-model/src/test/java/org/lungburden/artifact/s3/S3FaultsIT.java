package org.lungburden.artifact.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.testing.BusyMachine;
import org.lungburden.testing.FaultyWire;

/** A real S3 server behind a wire that fails. */
@Timeout(60)
@SuppressWarnings("NullAway.Init") // set by open
class S3FaultsIT {
    private static final byte[] STUDY = noise(11 << 20);
    /** A call may take 2 s and an abort 3 s; both ends of the wire are on this machine. */
    private static final Duration BOUND = Duration.ofSeconds(8);

    private String bucket;
    private FaultyWire wire;
    private S3ArtifactStore store;

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(1).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void open() throws IOException {
        bucket = "bucket-" + UUID.randomUUID();
        S3Server.shared().makeBucket(bucket);
        wire = new FaultyWire(S3Server.shared().port());
        store = store(bucket, Map.of());
    }

    private S3ArtifactStore store(String name, Map<String, ?> more) throws IOException {
        Map<String, Object> properties = S3Server.properties(wire.port());
        properties.put("lungburden.artifacts.s3.part-size", "5MB");
        properties.put("lungburden.artifacts.s3.answer-timeout", "1s");
        properties.put("lungburden.artifacts.s3.call-timeout", "2s");
        properties.putAll(more);
        return new S3ArtifactStore("s3://" + name + "/p", TestSettings.of(properties));
    }

    @AfterEach
    void close() throws IOException {
        store.close();
        wire.close();
    }

    private void put(byte[] bytes) throws IOException {
        store.put("uploads/1", new ByteArrayInputStream(bytes), bytes.length);
    }

    private byte[] read() throws IOException {
        try (InputStream whole = store.open("uploads/1", 0, Long.MAX_VALUE)) {
            return whole.readAllBytes();
        }
    }

    @Test
    void aConnectionCutInAPartIsReplaced() throws IOException {
        wire.cutRequestsAfter(7 << 20);
        put(STUDY);
        assertThat(wire.cuts()).isEqualTo(1);
        assertThat(read()).isEqualTo(STUDY);
    }

    @Test
    void aConnectionCutInAnAnswerIsReplaced() throws IOException {
        put(STUDY);
        wire.cutAnswersAfter(7 << 20);
        assertThat(read()).isEqualTo(STUDY);
        assertThat(wire.cuts()).isEqualTo(1);
        wire.cutAnswersAfter(1 << 20);
        try (InputStream range = store.open("uploads/1", 1 << 20, 3 << 20)) {
            assertThat(range.readAllBytes()).isEqualTo(Arrays.copyOfRange(STUDY, 1 << 20, 4 << 20));
        }
        assertThat(wire.cuts()).isEqualTo(2);
    }

    @Test
    void anArtifactReplacedWhileItIsReadIsNoMixture() throws IOException {
        put(STUDY);
        try (InputStream whole = store.open("uploads/1", 0, Long.MAX_VALUE)) {
            assertThat(whole.readNBytes(1000)).hasSize(1000);
            store.put("uploads/1", new ByteArrayInputStream(new byte[STUDY.length]), STUDY.length);
            wire.cutAnswersAfter(0);
            assertThatIOException().isThrownBy(whole::readAllBytes);
        }
    }

    @Test
    void aBusyStoreIsAskedAgain() throws IOException {
        wire.answer(503, "SlowDown");
        put(new byte[] {1});
        wire.answer(500, "InternalError");
        assertThat(read()).containsExactly(1);
        assertThat(wire.allAnswersGiven()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"507, XMinioStorageFull", "507, Whatever", "403, QuotaExceeded", "400, XMinioAdminBucketQuotaExceeded"})
    void aFullStoreIsToldFromABrokenOne(int status, String code) {
        for (int i = 0; i < 3; i++) {
            wire.answer(status, code);
        }
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> put(new byte[] {1}))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.STORE_FULL);
    }

    @Test
    void aStoreThatNeverAnswersFailsInTime() throws IOException {
        put(STUDY);
        wire.fallSilent();
        assertFailsInTime(() -> put(STUDY));
        assertFailsInTime(() -> put(new byte[] {1}));
        assertFailsInTime(this::read);
        assertFailsInTime(store::requireUsable);
    }

    @Test
    void aStoreThatStopsInAnAnswerFailsInTime() throws IOException {
        put(STUDY);
        try (InputStream whole = store.open("uploads/1", 0, Long.MAX_VALUE)) {
            assertThat(whole.readNBytes(1000)).hasSize(1000);
            wire.fallSilent();
            assertFailsInTime(whole::readAllBytes);
        }
    }

    @Test
    void aStoreThatIsAwayFailsInTime() throws IOException {
        wire.close();
        assertFailsInTime(() -> put(STUDY));
        assertFailsInTime(this::read);
        assertFailsInTime(store::requireUsable);
    }

    private static void assertFailsInTime(ThrowingCallable call) {
        long start = System.nanoTime();
        assertThatIOException().isThrownBy(call).isNotInstanceOf(NoSuchFileException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(BOUND));
    }

    @Test
    void settingsThatCannotWorkAreTold() throws IOException {
        assertUnusable("nobucket", Map.of(), "has no bucket nobucket");
        assertUnusable(bucket, Map.of("lungburden.artifacts.s3.secret-key", "wrong"), "SignatureDoesNotMatch");
        assertUnusable(bucket, Map.of("lungburden.artifacts.s3.access-key", "wrong"), "refuses the credentials");
        store.requireUsable();
    }

    private void assertUnusable(String name, Map<String, ?> settings, String message) throws IOException {
        try (S3ArtifactStore unusable = store(name, settings)) {
            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(unusable::requireUsable)
                    .withMessageContaining(message);
        }
    }

    /** A worker would take the upload for gone, and fail the job for good. */
    @Test
    void aMissingBucketIsNoMissingArtifact() throws IOException {
        try (S3ArtifactStore without = store("nobucket", Map.of())) {
            assertFailsInTime(() -> without.size("uploads/1"));
            assertFailsInTime(() -> without.open("uploads/1", 0, 1));
            assertFailsInTime(() -> without.channel("uploads/1"));
        }
        wire.answer(404, "NotFromAnS3Store");
        assertFailsInTime(() -> store.open("uploads/1", 0, 1));
    }
}

package org.lungburden.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** What every artifact store does. */
@Timeout(60)
public abstract class ArtifactStoreContract {
    /** From FIPS 180-4's test vectors. */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** An empty store. */
    protected abstract ArtifactStore store();

    /** How often what races is tried; fewer where each call goes to another process. */
    protected int rounds() {
        return 100;
    }

    @Test
    void keepsTheBytesAndTellsTheirNumberAndHash() throws IOException {
        ArtifactStore.StoredArtifact stored = store().put("uploads/1", bytes("abc"), 3);
        assertThat(stored).isEqualTo(new ArtifactStore.StoredArtifact("uploads/1", 3, SHA256_OF_ABC));
        assertThat(store().size("uploads/1")).isEqualTo(3);
        assertThat(read("uploads/1", 0, Long.MAX_VALUE)).isEqualTo("abc");
    }

    @Test
    void keepsNothingAtAllToo() throws IOException {
        assertThat(store().put("uploads/empty", bytes(""), 0).bytes()).isZero();
        assertThat(read("uploads/empty", 0, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 3, abc", "2, 3, cde", "4, 100, ef", "6, 1, ''", "9, 9, ''", "1, 0, ''"})
    void opensARangeCutAtTheEnd(long offset, long length, String expected) throws IOException {
        store().put("a/b", bytes("abcdef"), 100);
        assertThat(read("a/b", offset, length)).isEqualTo(expected);
    }

    @Test
    void rangeHoldsForEveryWayOfReading() throws IOException {
        store().put("a/b", bytes("abcdef"), 100);
        try (InputStream source = store().open("a/b", 1, 4)) {
            assertThat(source.read()).isEqualTo('b');
            assertThat(source.skip(2)).isEqualTo(2);
            assertThat(source.read()).isEqualTo('e');
            assertThat(source.read()).isEqualTo(-1);
            assertThat(source.available()).isZero();
        }
    }

    @Test
    void channelReadsAnywhere() throws IOException {
        store().put("a/b", bytes("abcdef"), 100);
        try (SeekableByteChannel channel = store().channel("a/b")) {
            assertThat(channel.size()).isEqualTo(6);
            ByteBuffer two = ByteBuffer.allocate(2);
            channel.position(4).read(two);
            assertThat(new String(two.array(), StandardCharsets.US_ASCII)).isEqualTo("ef");
        }
    }

    @Test
    void replacesWhole() throws IOException {
        store().put("a/b", bytes("long old"), 100);
        store().put("a/b", bytes("new"), 100);
        assertThat(read("a/b", 0, 100)).isEqualTo("new");
    }

    @Test
    void refusesMoreThanTheLimitAndLeavesNothing() throws IOException {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> store().put("a/b", bytes("abcd"), 3))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.UPLOAD_TOO_LARGE);
        assertNothing("a/b");
    }

    @Test
    void sourceThatBreaksOffLeavesNothingAndIsNoFullStore() throws IOException {
        IOException broken = new IOException("connection reset");
        InputStream source = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw broken;
                }
                return 1;
            }
        };
        assertThatIOException()
                .isThrownBy(() -> store().put("a/b", source, Long.MAX_VALUE))
                .isSameAs(broken);
        assertNothing("a/b");
    }

    @Test
    void replacementThatFailsLeavesTheOld() throws IOException {
        store().put("a/b", bytes("old"), 100);
        assertThatExceptionOfType(CodedException.class).isThrownBy(() -> store().put("a/b", bytes("too long"), 3));
        assertThat(read("a/b", 0, 100)).isEqualTo("old");
    }

    @Test
    void nothingThereIsToldEverywhereButInDelete() throws IOException {
        assertNothing("jobs/1/1/labels.nii.gz");
        store().put("jobs/1/1/labels.nii.gz", bytes("x"), 1);
        assertNothing("jobs/1");
        store().delete("jobs/1/2/none");
    }

    @Test
    void deletesOne() throws IOException {
        store().put("jobs/1/1/a", bytes("x"), 1);
        store().put("jobs/1/1/b", bytes("x"), 1);
        store().delete("jobs/1/1/a");
        store().delete("jobs/1/1/a");
        assertThat(keys("")).containsExactly("jobs/1/1/b");
        store().delete("jobs/1/1/b");
        assertThat(keys("")).isEmpty();
    }

    @Test
    void listsByPrefixEvenWithinASegment() throws IOException {
        for (String key : List.of("jobs/10/1/a", "jobs/1/1/a", "jobs/1/2/a", "uploads/1")) {
            store().put(key, bytes("x"), 1);
        }
        assertThat(keys("jobs/1/")).containsExactlyInAnyOrder("jobs/1/1/a", "jobs/1/2/a");
        assertThat(keys("jobs/1")).containsExactlyInAnyOrder("jobs/1/1/a", "jobs/1/2/a", "jobs/10/1/a");
        assertThat(keys("none/")).isEmpty();
        assertThat(keys("")).hasSize(4);
    }

    @Test
    void listingTellsWhenTheBytesWereWritten() throws IOException {
        Instant before = Instant.now();
        store().put("uploads/1", bytes("x"), 1);
        Instant after = Instant.now();
        try (Stream<ArtifactStore.ListedArtifact> listed = store().list("uploads/")) {
            // File systems take the time of the kernel's last tick.
            assertThat(listed).singleElement().satisfies(one -> {
                assertThat(one.key()).isEqualTo("uploads/1");
                assertThat(one.modified()).isBetween(before.minusSeconds(1), after.plusSeconds(1));
            });
        }
    }

    @Test
    void whatIsListedMayBeDeletedOnTheWay() throws IOException {
        for (int job = 0; job < rounds() / 2; job++) {
            store().put("jobs/" + job + "/1/a", bytes("x"), 1);
            store().put("jobs/" + job + "/1/b", bytes("x"), 1);
        }
        List<String> seen = new ArrayList<>();
        try (Stream<String> keys = store().keys("jobs/")) {
            for (String key : (Iterable<String>) keys::iterator) {
                seen.add(key);
                String job = key.substring(0, key.lastIndexOf('/'));
                store().delete(job + "/a");
                store().delete(job + "/b");
            }
        }
        assertThat(seen).doesNotHaveDuplicates().hasSizeBetween(rounds() / 2, rounds());
        assertThat(keys("")).isEmpty();
    }

    @Test
    void finishedPutsAreNotUnfinished() throws IOException {
        store().put("uploads/1", bytes("x"), 1);
        assertThat(store().removeUnfinished(Instant.now().plusSeconds(60))).isZero();
        assertThat(keys("")).containsExactly("uploads/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/a",
                "a/",
                "a//b",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "..",
                "a/./b",
                "a\\b",
                "a b",
                "ä",
                "a\0b",
                "a\n",
                "...",
                "a:b",
                "%2e%2e/a"
            })
    void refusesKeysThatAreNone(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> store().put(key, bytes("x"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().open(key, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> store().delete(key));
        assertThatIllegalArgumentException().isThrownBy(() -> store().size(key));
    }

    @Test
    void putsAndDeletesSideBySideLoseNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                String name = "jobs/shared/" + worker;
                work.add(() -> {
                    for (int i = 0; i < rounds(); i++) {
                        store().put(name, bytes("x" + i), 10);
                        assertThat(read(name, 0, 10)).isEqualTo("x" + i);
                        store().delete(name);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(keys("")).isEmpty();
    }

    private void assertNothing(String key) throws IOException {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store().size(key));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store().open(key, 0, 1));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store().channel(key));
        assertThat(keys("")).doesNotContain(key);
    }

    private String read(String key, long offset, long length) throws IOException {
        try (InputStream source = store().open(key, offset, length)) {
            return new String(source.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private List<String> keys(String prefix) throws IOException {
        try (Stream<String> keys = store().keys(prefix)) {
            return keys.toList();
        }
    }

    protected static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}

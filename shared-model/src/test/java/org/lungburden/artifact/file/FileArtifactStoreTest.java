package org.lungburden.artifact.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.artifact.ArtifactSettings;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.ArtifactStoreContract;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.util.unit.DataSize;

class FileArtifactStoreTest extends ArtifactStoreContract {
    @TempDir
    Path root;

    private FileArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileArtifactStore(root, DataSize.ofBytes(0));
        store.create();
    }

    @Override
    protected ArtifactStore store() {
        return store;
    }

    @Test
    void studiesAndTheirFoldersAreThisUsersAlone() throws IOException {
        FileArtifactStore fresh = new FileArtifactStore(root.resolve("fresh"), DataSize.ofBytes(0));
        fresh.create();
        fresh.put("uploads/1", bytes("x"), 1);
        Path folder = root.resolve("fresh");
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("uploads"))).isEqualTo("rwx------");
        assertThat(mode(folder.resolve("uploads").resolve("1"))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void tooLittleSpaceIsAFullStore() throws IOException {
        FileArtifactStore full = new FileArtifactStore(root, DataSize.ofTerabytes(1_000_000));
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> full.put("a", bytes("x"), 1))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.STORE_FULL);
        assertThat(files()).isEmpty();
    }

    /** An empty folder in its place is what a file system shows that is not mounted, a file is no folder at all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void storeThatIsAwayIsNoStoreWithoutTheArtifact(boolean folderInItsPlace) throws IOException {
        store.put("uploads/a", bytes("x"), 1);
        Path away = root.resolveSibling(root.getFileName() + "-away");
        Files.move(root, away);
        if (folderInItsPlace) {
            Files.createDirectory(root);
        } else {
            Files.writeString(root, "");
        }
        List<ThrowingCallable> calls = List.of(
                () -> store.size("uploads/a"),
                () -> store.open("uploads/a", 0, 1),
                () -> store.channel("uploads/a"),
                () -> store.delete("uploads/a"),
                () -> store.list("uploads/"),
                () -> store.put("uploads/b", bytes("x"), 1));
        for (ThrowingCallable call : calls) {
            assertThatThrownBy(call)
                    .isInstanceOf(IOException.class)
                    .satisfies(failure -> assertThat(failure).isNotInstanceOfAny(CodedException.class));
        }
        for (ThrowingCallable call : calls.subList(0, 5)) {
            assertThatThrownBy(call).isNotInstanceOf(NoSuchFileException.class);
        }
        Files.delete(root);
        Files.move(away, root);
        assertThat(store.size("uploads/a")).isEqualTo(1);
    }

    @Test
    void onlyWantOfSpaceIsAFullStore() {
        assertThatExceptionOfType(CodedException.class)
                .isThrownBy(() -> DiskSpace.translated(new IOException("No space left on device"), root))
                .extracting(CodedException::code)
                .isEqualTo(ErrorCode.STORE_FULL);
        IOException other = new IOException("Input/output error");
        assertThat(DiskSpace.translated(other, root)).isSameAs(other);
    }

    @Test
    void realFullDeviceIsAFullStore() throws IOException {
        // The kernel's always-full device stands where the incoming file would be written.
        IOException full = catchFull();
        assertThatExceptionOfType(CodedException.class).isThrownBy(() -> DiskSpace.translated(full, root));
    }

    private static IOException catchFull() {
        try {
            Files.write(Path.of("/dev/full"), new byte[] {1});
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("/dev/full took a byte");
    }

    @Test
    void unfinishedFilesAreNoArtifacts() throws IOException {
        Files.writeString(root.resolve(".incoming/unfinished"), "x");
        try (Stream<String> keys = store.keys("")) {
            assertThat(keys).isEmpty();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> store.size(".incoming/unfinished"));
    }

    @Test
    void oldUnfinishedFilesAreRemoved() throws IOException {
        Path old = Files.writeString(root.resolve(".incoming/old"), "x");
        Path fresh = Files.writeString(root.resolve(".incoming/fresh"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
        assertThat(store.removeUnfinished(Instant.now().minusSeconds(3600))).isEqualTo(1);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        store.put("a", bytes("x"), 1);
    }

    @Test
    void linksAreNotFollowed(@TempDir Path elsewhere) throws IOException {
        Files.writeString(elsewhere.resolve("foreign"), "x");
        Files.createSymbolicLink(root.resolve("uploads"), elsewhere);
        try (Stream<String> keys = store.keys("")) {
            assertThat(keys).isEmpty();
        }
    }

    @Test
    void artifactsOutliveTheStore() throws IOException {
        store.put("jobs/1/1/a", bytes("abc"), 3);
        assertThat(new FileArtifactStore(root, DataSize.ofBytes(0)).size("jobs/1/1/a"))
                .isEqualTo(3);
    }

    @Test
    void emptiedFoldersGo() throws IOException {
        store.put("jobs/1/1/a", bytes("abc"), 3);
        store.delete("jobs/1/1/a");
        assertThat(root.resolve("jobs")).doesNotExist();
    }

    @Test
    void locationIsAFolder() {
        assertThat(settings("file:/var/lib/x").folder()).isEqualTo(Path.of("/var/lib/x"));
        assertThat(settings("file:///var/lib/x/").folder()).isEqualTo(Path.of("/var/lib/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/prefix", "/var/lib", "file:relative", "file:"})
    void otherLocationsAreRefused(String location) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(location).folder())
                .withMessageContaining("lungburden.artifacts.location");
    }

    private static ArtifactSettings settings(String location) {
        return new ArtifactSettings(location, DataSize.ofBytes(0), false, null);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** As for want of a permission, a disk's fault or a stale handle, which root cannot bring about. */
    @Test
    void whatTheStoreRefusesToShowIsNotGone() throws IOException {
        Path loop = root.resolve("uploads");
        Files.createSymbolicLink(loop, loop);
        assertThatIOException().isThrownBy(() -> store.size("uploads/1")).isNotInstanceOf(NoSuchFileException.class);
        assertThatIOException().isThrownBy(() -> store.channel("uploads/1")).isNotInstanceOf(NoSuchFileException.class);
        Files.delete(loop);
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> store.size("uploads/1"));
    }
}

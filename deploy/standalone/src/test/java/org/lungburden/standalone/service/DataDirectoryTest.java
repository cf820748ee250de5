package org.lungburden.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void isHeldByOne() throws IOException {
        Path root = temporary.resolve("data");
        try (DataDirectory held = DataDirectory.open(root)) {
            assertThat(held.root()).isEqualTo(root.toRealPath());
            assertThatThrownBy(() -> DataDirectory.open(root))
                    .isInstanceOf(UnusableDataDirectoryException.class)
                    .hasMessageStartingWith("another process uses");
        }
        DataDirectory.open(root).close();
    }

    @Test
    void keepsItsContents() throws IOException {
        Path root = temporary.resolve("data");
        try (DataDirectory directory = DataDirectory.open(root)) {
            Files.createDirectory(directory.artifacts());
        }
        assertThat(root.resolve("artifacts")).exists();
    }

    @Test
    void isReadByItsOwnerAlone() throws IOException {
        try (DataDirectory directory = DataDirectory.open(temporary.resolve("data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void anExistingOneIsClosedToOthers() throws IOException {
        Path root = Files.createDirectory(temporary.resolve("data"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        DataDirectory.open(root).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
    }

    @Test
    void theSweepFollowsNoLinkAndTouchesNothingOfOthers() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        Files.createFile(elsewhere.resolve("lock"));
        Files.createSymbolicLink(temporary.resolve("lungburden-run-link"), elsewhere);
        Path inside = Files.createDirectory(temporary.resolve("lungburden-run-inside"));
        Files.createFile(inside.resolve("lock"));
        Files.createSymbolicLink(inside.resolve("artifacts"), elsewhere);
        Path locked = Files.createDirectory(temporary.resolve("lungburden-run-locked"));
        Files.createSymbolicLink(locked.resolve("lock"), kept);
        Path theirs = Files.createDirectory(temporary.resolve("lungburden-run-theirs"));
        Path lock = Files.createFile(theirs.resolve("lock"));
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            Files.setOwner(
                    theirs,
                    theirs.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        DataDirectory.openPrivate(temporary).close();
        assertThat(kept).exists();
        assertThat(inside).doesNotExist();
        assertThat(locked).exists();
        assertThat(lock.toFile().exists()).isEqualTo(root);
    }

    @Test
    void privateOnesAreRemoved() throws IOException {
        Path root;
        try (DataDirectory directory = DataDirectory.openPrivate(temporary)) {
            root = directory.root();
            Files.createDirectories(directory.database().resolve("deep"));
            Files.writeString(directory.database().resolve("deep").resolve("file"), "x");
        }
        assertThat(root).doesNotExist();
    }

    @Test
    void thoseOfDeadRunsAreSweptAndThoseOfLivingRunsAreNot() throws IOException {
        Path dead = Files.createDirectory(temporary.resolve("lungburden-run-dead"));
        Files.createFile(dead.resolve("lock"));
        Files.createDirectory(dead.resolve("work"));
        Path foreign = Files.createDirectory(temporary.resolve("lungburden-run-without-a-lock"));

        try (DataDirectory living = DataDirectory.openPrivate(temporary);
                DataDirectory second = DataDirectory.openPrivate(temporary)) {
            assertThat(dead).doesNotExist();
            assertThat(living.root()).exists().isNotEqualTo(second.root());
            assertThat(foreign).exists();
        }
    }

    @Test
    void databaseOfAnotherVersionIsRefused() throws IOException {
        Path root = temporary.resolve("data");
        Files.createDirectories(root.resolve("database"));
        Files.writeString(root.resolve("database").resolve("PG_VERSION"), "15\n");

        assertThatThrownBy(() -> StandaloneService.start(DataDirectory.open(root), 0, Map.of()))
                .isInstanceOf(UnusableDataDirectoryException.class)
                .hasMessageContainingAll("PostgreSQL 15", "PostgreSQL 18");

        DataDirectory.open(root).close();
        assertThat(root.resolve("database").resolve("PG_VERSION")).hasContent("15");
    }
}

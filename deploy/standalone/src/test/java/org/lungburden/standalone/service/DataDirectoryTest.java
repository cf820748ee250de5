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

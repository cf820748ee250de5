package org.lungburden.worker.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {
    @TempDir
    Path root;

    @Test
    void sweepsWhatADeadProcessLeftAndLetsLivingOnesBe() throws IOException {
        Path dead = Files.createDirectory(root.resolve("worker-dead"));
        Files.writeString(dead.resolve("study"), "x");
        Files.createFile(root.resolve("worker-dead.lock"));
        try (Workspaces living = new Workspaces(root)) {
            Path study = living.open();
            try (Workspaces other = new Workspaces(root)) {
                assertThat(other.open()).exists();
                assertThat(study).exists();
            }
            assertThat(dead).doesNotExist();
            assertThat(study).exists();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void folderIsPrivateAndRemovedWithItsContents() throws IOException {
        try (Workspaces workspaces = new Workspaces(root)) {
            Path study = workspaces.open();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(study)))
                    .isEqualTo("rwx------");
            Files.writeString(study.resolve("a"), "x");
            workspaces.remove(study);
            assertThat(study).doesNotExist();
        }
    }
}

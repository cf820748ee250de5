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
    void theSweepFollowsNoLinkAndTouchesNothingOfOthers() throws IOException {
        Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
        Path kept = Files.writeString(elsewhere.resolve("kept"), "x");
        Files.createSymbolicLink(root.resolve("worker-link"), elsewhere);
        Files.createFile(root.resolve("worker-link.lock"));
        Path lockLink = Files.createSymbolicLink(root.resolve("elsewhere.lock"), kept);
        Path theirs = Files.createDirectory(root.resolve("worker-theirs"));
        Path lock = Files.createFile(root.resolve("worker-theirs.lock"));
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (isRoot) {
            Files.setOwner(
                    theirs,
                    theirs.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        }
        new Workspaces(root).close();
        assertThat(kept).exists();
        assertThat(lockLink).exists();
        assertThat(Files.isSymbolicLink(root.resolve("worker-link"))).isFalse();
        assertThat(theirs.toFile().exists()).isEqualTo(isRoot);
        assertThat(lock.toFile().exists()).isEqualTo(isRoot);
    }

    @Test
    void whatHoldsStudiesIsClosedToOthers() throws IOException {
        try (Workspaces workspaces = new Workspaces(root)) {
            Path process = workspaces.open().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(process)))
                    .isEqualTo("rwx------");
        }
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

package org.lungburden.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedFolderTest {
    /** Lies below a folder that every user may write, with the sticky bit. */
    @TempDir
    Path temporary;

    private Path above;
    private Path folder;
    private Path file;

    @BeforeEach
    void aFolderOfOurOwn() throws IOException {
        above = Files.createDirectory(temporary.resolve("above"));
        folder = Files.createDirectory(above.resolve("model"));
        file = Files.writeString(folder.resolve("model.pt"), "x");
        mode(folder, "rwxr-xr-x");
        mode(file, "rw-r--r--");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Optional<String> fault() throws IOException {
        return TrustedFolder.fault(folder, Path.of("/"));
    }

    @Test
    void whatThisUserAloneWritesIsTrusted() throws IOException {
        assertThat(fault()).isEmpty();
    }

    @Test
    void whatEverybodyWritesIsNot() throws IOException {
        for (Path open : new Path[] {file, folder, above}) {
            mode(open, "rwxrwxrwx");
            assertThat(fault()).as(open.toString()).contains("every user may write " + open.toRealPath());
            mode(open, "rwxr-xr-x");
        }
    }

    @Test
    void aGroupOfManyIsNot() throws IOException {
        Files.getFileAttributeView(file, java.nio.file.attribute.PosixFileAttributeView.class)
                .setGroup(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName("users"));
        mode(file, "rw-rw-r--");
        assertThat(fault()).contains("a group may write " + file.toRealPath());
    }

    @Test
    void aLinkIsAsGoodAsWhereItLeads() throws IOException {
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("target"), "x");
        Files.createSymbolicLink(folder.resolve("manifest.json"), target);
        mode(elsewhere, "rwxr-xr-x");
        assertThat(fault()).isEmpty();
        mode(elsewhere, "rwxrwxrwx");
        assertThat(fault()).contains("every user may write " + elsewhere.toRealPath());
    }

    @Test
    void anotherUsersIsNotUnlessTheProgramIsTheirsToo() throws IOException {
        OwnFilesTest.giveAway(file);
        assertThat(fault()).contains(file.toRealPath() + " belongs to another user");
        assertThat(TrustedFolder.fault(folder, file)).isEmpty();
    }
}

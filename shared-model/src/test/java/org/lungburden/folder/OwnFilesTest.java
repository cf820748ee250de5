package org.lungburden.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFilesTest {
    @TempDir
    Path temporary;

    /** Only root gives files away. */
    static void giveAway(Path file) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aNewFolderIsClosedToOthers() throws IOException {
        Path folder = temporary.resolve("a").resolve("b");
        OwnFiles.createFolder(folder);
        assertThat(mode(folder)).isEqualTo("rwx------");
        assertThat(mode(Files.createFile(folder.resolve("f"), OwnFiles.file()))).isEqualTo("rw-------");
    }

    @Test
    void anOldOneIsClosed() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("a"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        OwnFiles.createFolder(folder);
        assertThat(mode(folder)).isEqualTo("rwx------");
    }

    @Test
    void aLinkIsRefused() throws IOException {
        Path target = Files.createDirectory(temporary.resolve("target"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(temporary.resolve("link"), target);
        assertThatExceptionOfType(ForeignFolderException.class)
                .isThrownBy(() -> OwnFiles.createFolder(link))
                .withMessageContaining("a link");
        assertThat(mode(target)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void anotherUsersFolderIsRefused() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("theirs"));
        giveAway(folder);
        assertThat(OwnFiles.own(folder)).isFalse();
        assertThatExceptionOfType(ForeignFolderException.class)
                .isThrownBy(() -> OwnFiles.createFolder(folder))
                .withMessageContaining("another user");
    }
}

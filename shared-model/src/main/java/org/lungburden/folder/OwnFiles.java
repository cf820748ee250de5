package org.lungburden.folder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Folders and files of this process's user alone. */
public final class OwnFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnFiles() {}

    /** For a new folder that only this user enters. */
    public static FileAttribute<Set<PosixFilePermission>> folder() {
        return PosixFilePermissions.asFileAttribute(FOLDER);
    }

    /** For a new file that only this user reads. */
    public static FileAttribute<Set<PosixFilePermission>> file() {
        return PosixFilePermissions.asFileAttribute(FILE);
    }

    /**
     * Makes the folder and its missing parents, or closes an existing one to others.
     *
     * @throws ForeignFolderException when it is a link, or another user's
     */
    public static void createFolder(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try {
            Files.createDirectory(folder, folder());
        } catch (FileAlreadyExistsException exists) {
            closeFolder(folder);
        }
    }

    private static void closeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new ForeignFolderException(folder + " is no folder but a file or a link");
        }
        if (!own(folder)) {
            throw new ForeignFolderException(folder + " belongs to another user");
        }
        Files.setPosixFilePermissions(folder, FOLDER);
    }

    /** Whether the file or folder itself, not what a link leads to, belongs to this process's user. */
    public static boolean own(Path file) throws IOException {
        return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(Me.USER);
    }

    /** Asks the file system, because the user may have no name. */
    private static final class Me {
        static final UserPrincipal USER = find();

        private static UserPrincipal find() {
            try {
                Path probe = Files.createTempFile("lungburden-", ".owner");
                try {
                    return Files.getOwner(probe);
                } finally {
                    Files.deleteIfExists(probe);
                }
            } catch (IOException e) {
                throw new IllegalStateException("no temporary file can be made", e);
            }
        }
    }
}

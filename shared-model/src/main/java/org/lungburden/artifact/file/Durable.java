package org.lungburden.artifact.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.lungburden.folder.OwnFiles;

/** Makes folders whose entries survive a crash. */
final class Durable {
    private Durable() {}

    /**
     * Makes the missing folders below the root, and forces each entry into its parent folder.
     *
     * @throws NoSuchFileException when the root does not exist
     */
    static void createDirectories(Path root, Path folder) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder)) {
            return;
        }
        createDirectories(root, parent(folder));
        try {
            Files.createDirectory(folder, OwnFiles.folder());
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceDirectory(parent(folder));
    }

    /**
     * On Linux a process can open a folder for reading and force it. A folder that a concurrent delete removed has
     * nothing to lose.
     */
    static void forceDirectory(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // Another call emptied and removed the folder meanwhile.
        }
    }

    /** A concurrent put may fill the folder; then the folder stays. */
    static void removeEmptyParents(Path root, Path folder) throws IOException {
        Path current = folder;
        try {
            while (!current.equals(root)) {
                Files.delete(current);
                current = parent(current);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Another put uses the folder now.
        }
    }

    /** The parent of a path below the store's root, which always has one. */
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}

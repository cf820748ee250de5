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

/** Folders whose entries outlive a crash. */
final class Durable {
    private Durable() {}

    /**
     * Makes the missing folders below the root, each forced into its parent.
     *
     * @throws NoSuchFileException when there is no root
     */
    static void createDirectories(Path root, Path folder) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder)) {
            return;
        }
        createDirectories(root, parent(folder));
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        forceDirectory(parent(folder));
    }

    /** On Linux a folder opens for reading and can be forced; one that a delete took away has nothing to lose. */
    static void forceDirectory(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            // Emptied and removed meanwhile.
        }
    }

    /** Another put may fill a folder at the same time; then it stays. */
    static void removeEmptyParents(Path root, Path folder) throws IOException {
        Path current = folder;
        try {
            while (!current.equals(root)) {
                Files.delete(current);
                current = parent(current);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Somebody else's folder now.
        }
    }

    /** Of a path that has one: everything below the store's root. */
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }
}

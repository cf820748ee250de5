package org.lungburden.artifact.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Lists the regular files below a folder, step by step as the caller asks. Unlike {@link Files#walk}, this walk skips
 * files that vanish on the way, because puts and deletes continue meanwhile.
 */
final class FolderWalk {
    private FolderWalk() {}

    record Found(Path path, Instant modified) {}

    /**
     * The caller closes the stream.
     *
     * @param passedOver a folder that the walk does not enter
     */
    static Stream<Found> files(Path folder, Path passedOver) throws IOException {
        if (folder.equals(passedOver)) {
            return Stream.empty();
        }
        try {
            return Files.list(folder).flatMap(entry -> found(entry, passedOver));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // The folder vanished meanwhile, or never existed.
            return Stream.empty();
        }
    }

    private static Stream<Found> found(Path entry, Path passedOver) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                return files(entry, passedOver);
            }
            return attributes.isRegularFile()
                    ? Stream.of(new Found(entry, attributes.lastModifiedTime().toInstant()))
                    : Stream.empty();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

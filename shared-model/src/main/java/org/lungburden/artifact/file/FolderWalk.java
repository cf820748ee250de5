package org.lungburden.artifact.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Lists the regular files below a folder, step by step as the caller asks. Unlike {@link Files#walk}, this walk skips
 * files that vanish on the way, because puts and deletes continue meanwhile.
 */
final class FolderWalk extends Spliterators.AbstractSpliterator<FolderWalk.Found> {
    private final Path passedOver;
    private final Deque<Level> levels = new ArrayDeque<>();

    /** @param passedOver a folder that the walk does not enter */
    FolderWalk(Path start, Path passedOver) throws IOException {
        super(Long.MAX_VALUE, Spliterator.NONNULL | Spliterator.DISTINCT);
        this.passedOver = passedOver;
        enter(start);
    }

    record Found(Path path, Instant modified) {}

    /** The caller closes the stream. */
    Stream<Found> files() {
        return StreamSupport.stream(this, false).onClose(this::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super Found> action) {
        try {
            Optional<Found> found = next();
            found.ifPresent(action);
            return found.isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Found> next() throws IOException {
        while (!levels.isEmpty()) {
            Level level = levels.getLast();
            if (!level.entries().hasNext()) {
                levels.removeLast().folder().close();
                continue;
            }
            Path entry = level.entries().next();
            Optional<BasicFileAttributes> attributes = attributes(entry);
            if (attributes.isPresent() && attributes.get().isRegularFile()) {
                return Optional.of(
                        new Found(entry, attributes.get().lastModifiedTime().toInstant()));
            }
            if (attributes.isPresent() && attributes.get().isDirectory()) {
                enter(entry);
            }
        }
        return Optional.empty();
    }

    private void enter(Path folder) throws IOException {
        if (folder.equals(passedOver)) {
            return;
        }
        try {
            DirectoryStream<Path> opened = Files.newDirectoryStream(folder);
            levels.addLast(new Level(opened, opened.iterator()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // The folder vanished meanwhile, or never existed.
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void close() {
        while (!levels.isEmpty()) {
            try {
                levels.removeLast().folder().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Level(DirectoryStream<Path> folder, Iterator<Path> entries) {}
}

package org.lungburden.artifact.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.io.input.BoundedInputStream;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.artifact.BoundedSource;
import org.lungburden.folder.OwnFiles;
import org.springframework.util.unit.DataSize;

/**
 * Artifacts as files below one folder. The store writes an artifact into {@code .incoming}, forces it to the disk,
 * renames it and forces its folder. Every visible artifact is therefore complete and survives a crash.
 */
public final class FileArtifactStore implements ArtifactStore {
    /** No key of this service starts with this segment, and keys() skips it. */
    private static final String INCOMING = ".incoming";

    private static final int PUBLISH_ATTEMPTS = 20;

    private final Path root;
    private final Path incoming;
    private final DataSize reserve;

    /**
     * @param root absolute folder
     * @param reserve free space that a put must leave
     */
    public FileArtifactStore(Path root, DataSize reserve) {
        this.root = root;
        this.incoming = root.resolve(INCOMING);
        this.reserve = reserve;
    }

    @Override
    public void create() throws IOException {
        Files.createDirectories(incoming, OwnFiles.folder());
    }

    @Override
    public StoredArtifact put(String key, InputStream source, long maxBytes) throws IOException {
        Path target = path(key);
        requireReachable();
        String temporary = UUID.randomUUID().toString();
        try {
            BoundedSource bounded = new BoundedSource(source, maxBytes);
            new ForcedCopy(incoming, temporary, reserve.toBytes()).from(bounded);
            publish(incoming.resolve(temporary), target);
            return new StoredArtifact(key, bounded.total(), bounded.sha256());
        } catch (FileSystemException e) {
            throw DiskSpace.translated(e, incoming);
        } finally {
            Files.deleteIfExists(incoming.resolve(temporary));
        }
    }

    private void publish(Path temporary, Path target) throws IOException {
        Path folder = Durable.parent(target);
        for (int attempt = 1; ; attempt++) {
            try {
                Durable.createDirectories(root, folder);
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                Durable.forceDirectory(folder);
                return;
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // A concurrent delete may have removed the empty folder. The JDK throws the second exception for a
                // folder that vanishes between two of its calls.
                if (attempt == PUBLISH_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public long size(String key) throws IOException {
        return Files.size(existing(key));
    }

    @Override
    public InputStream open(String key, long offset, long length) throws IOException {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset and length must not be negative");
        }
        SeekableByteChannel channel = channel(key);
        try {
            channel.position(offset);
            return BoundedInputStream.builder()
                    .setInputStream(Channels.newInputStream(channel))
                    .setMaxCount(length)
                    .get();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public SeekableByteChannel channel(String key) throws IOException {
        return Files.newByteChannel(existing(key), StandardOpenOption.READ);
    }

    @Override
    public void delete(String key) throws IOException {
        Path file = path(key);
        requireReachable();
        if (Files.isDirectory(file) || !Files.deleteIfExists(file)) {
            return;
        }
        Durable.forceDirectory(Durable.parent(file));
        Durable.removeEmptyParents(root, Durable.parent(file));
    }

    @Override
    public Stream<ListedArtifact> list(String prefix) throws IOException {
        ArtifactKeys.requirePrefix(prefix);
        requireReachable();
        int slash = prefix.lastIndexOf('/');
        Path start = slash < 0 ? root : root.resolve(prefix.substring(0, slash));
        return FolderWalk.files(start, incoming)
                .map(file -> new ListedArtifact(key(file.path()), file.modified()))
                .filter(listed -> listed.key().startsWith(prefix));
    }

    private String key(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    @Override
    public int removeUnfinished(Instant before) throws IOException {
        int removed = 0;
        try (Stream<FolderWalk.Found> files = FolderWalk.files(incoming, root)) {
            for (FolderWalk.Found file : (Iterable<FolderWalk.Found>) files::iterator) {
                if (file.modified().isBefore(before) && Files.deleteIfExists(file.path())) {
                    removed++;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return removed;
    }

    private Path existing(String key) throws IOException {
        Path file = path(key);
        if (!isThere(file)) {
            requireReachable();
            throw new NoSuchFileException(key);
        }
        return file;
    }

    /**
     * Unlike {@link Files#isRegularFile}, this method does not take a file for gone that the store refuses to show, for
     * example for want of a permission, for a disk's fault or for a stale handle of NFS.
     */
    private static boolean isThere(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /**
     * An unmounted file system shows an empty folder. The missing folder {@code .incoming} reveals this case, in which
     * no artifact is gone.
     */
    private void requireReachable() throws IOException {
        if (!Files.isDirectory(incoming)) {
            throw new IOException("The artifact store is not reachable");
        }
    }

    private Path path(String key) {
        ArtifactKeys.requireKey(key);
        if (key.equals(INCOMING) || key.startsWith(INCOMING + "/")) {
            throw new IllegalArgumentException("Not an artifact key");
        }
        return root.resolve(key);
    }
}

package org.lungburden.standalone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one standalone service: database, artifacts, temporary files, log. Held by a file lock for as long as
 * the process lives, so that two never share it; the lock ends with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String PRIVATE_PREFIX = "lungburden-run-";
    private static final String LOCK = "lock";
    private static final int REMOVALS = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path root;
    private final boolean removedAtClose;
    private final FileChannel channel;
    private final FileLock lock;

    private DataDirectory(Path root, boolean removedAtClose, FileChannel channel, FileLock lock) {
        this.root = root;
        this.removedAtClose = removedAtClose;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens a directory that outlives the process.
     *
     * @throws DataDirectoryInUseException when another process holds it
     */
    public static DataDirectory open(Path root) throws IOException {
        DataDirectory directory = tryLock(root, false);
        if (directory == null) {
            throw new DataDirectoryInUseException(root);
        }
        return directory;
    }

    /** Makes a directory for this run alone, and removes those of runs that died. */
    public static DataDirectory openPrivate() throws IOException {
        return openPrivate(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static DataDirectory openPrivate(Path parent) throws IOException {
        sweep(parent);
        Path root = Files.createTempDirectory(parent, PRIVATE_PREFIX);
        DataDirectory directory = tryLock(root, true);
        if (directory == null) {
            throw new IOException("a new directory is locked already: " + root);
        }
        return directory;
    }

    private static void sweep(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PRIVATE_PREFIX + "*")) {
            for (Path root : left) {
                if (!Files.isRegularFile(root.resolve(LOCK))) {
                    continue; // being made at this moment, or not ours
                }
                DataDirectory dead = tryLock(root, true);
                if (dead != null) {
                    Postmaster.stopOrphan(dead.database());
                    dead.close();
                }
            }
        }
    }

    private static @Nullable DataDirectory tryLock(Path root, boolean removedAtClose) throws IOException {
        boolean created = Files.notExists(root);
        Files.createDirectories(root);
        if (created || removedAtClose) {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataDirectory(root.toRealPath(), removedAtClose, channel, lock);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the same answer as a lock held by another process
        }
        channel.close();
        return null;
    }

    public Path root() {
        return root;
    }

    public Path database() {
        return root.resolve("database");
    }

    public Path artifacts() {
        return root.resolve("artifacts");
    }

    public Path work() {
        return root.resolve("work");
    }

    public Path log() {
        return root.resolve("log").resolve("lungburden.log");
    }

    /** Gives the lock back; removes a private directory, and again what a start that is broken off made of it since. */
    @Override
    public synchronized void close() {
        try {
            if (removedAtClose && Files.exists(root)) {
                removeContents();
            }
            if (channel.isOpen()) {
                lock.release();
                channel.close();
            }
            if (removedAtClose) {
                Files.deleteIfExists(root.resolve(LOCK));
                Files.deleteIfExists(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A start that is broken off may still write while its directory goes. */
    private void removeContents() throws IOException {
        for (int tries = 1; !removedContents() && tries < REMOVALS; tries++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean removedContents() throws IOException {
        try {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(root)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                if (!path.equals(root) && !path.equals(root.resolve(LOCK))) {
                    Files.deleteIfExists(path);
                }
            }
            return true;
        } catch (DirectoryNotEmptyException | UncheckedIOException changedMeanwhile) {
            return false;
        }
    }
}

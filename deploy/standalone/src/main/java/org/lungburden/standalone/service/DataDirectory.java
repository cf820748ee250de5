package org.lungburden.standalone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.folder.ForeignFolderException;
import org.lungburden.folder.OwnFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of one standalone service: database, artifacts, temporary files, log. A file lock keeps two processes
 * from sharing the directory. The operating system releases the lock when the process ends in any way.
 */
public final class DataDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
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
     * @throws UnusableDataDirectoryException when another process holds it
     */
    public static DataDirectory open(Path root) throws IOException {
        DataDirectory directory = tryLock(root, false);
        if (directory == null) {
            throw new UnusableDataDirectoryException("another process uses the data directory " + root);
        }
        return directory;
    }

    /** Makes a directory for this run alone, and removes directories of runs that crashed. */
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
                try {
                    sweepIfDead(root);
                } catch (IOException | UncheckedIOException e) {
                    LOG.debug("{} is left alone", root, e);
                }
            }
        }
    }

    /** Every user of the machine may make folders and links of this name; only this user's own are swept. */
    private static void sweepIfDead(Path root) throws IOException {
        Path lock = root.resolve(LOCK);
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)
                || !OwnFiles.own(root)
                || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return; // not ours, or another process is just making it
        }
        DataDirectory dead = tryLock(root, true);
        if (dead != null) {
            Postmaster.stopOrphan(dead.database());
            dead.close();
        }
    }

    private static @Nullable DataDirectory tryLock(Path root, boolean removedAtClose) throws IOException {
        Path folder = Files.exists(root) ? root.toRealPath() : root;
        try {
            OwnFiles.createFolder(folder);
        } catch (ForeignFolderException foreign) {
            throw new UnusableDataDirectoryException(
                    "the data directory must be this user's alone: " + foreign.getMessage());
        }
        FileChannel channel = FileChannel.open(
                root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataDirectory(root.toRealPath(), removedAtClose, channel, lock);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // the answer is the same as for a lock that another process holds
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

    /**
     * Releases the lock and removes a private directory. A second close removes files that an interrupted start has
     * written since.
     */
    @Override
    public synchronized void close() {
        try {
            if (removedAtClose && Files.exists(root)) {
                untilRemoved(this::removedContents);
            }
            if (channel.isOpen()) {
                lock.release();
                channel.close();
            }
            if (removedAtClose) {
                untilRemoved(this::removedRoot);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Removal {
        boolean tried() throws IOException;
    }

    /** Tries several times, because an interrupted start may still write while its directory is being removed. */
    private static void untilRemoved(Removal removal) throws IOException {
        for (int tries = 1; !removal.tried() && tries < REMOVALS; tries++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean removedRoot() throws IOException {
        try {
            Files.deleteIfExists(root.resolve(LOCK));
            Files.deleteIfExists(root);
            return true;
        } catch (DirectoryNotEmptyException writtenMeanwhile) {
            removedContents();
            return false;
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

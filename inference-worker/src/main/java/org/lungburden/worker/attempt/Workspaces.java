package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Private folders for the studies in work. Each process has a folder and a lock file beside it. A folder whose lock
 * nobody holds is left over from a crash; the sweep removes that folder.
 */
public final class Workspaces implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);
    private static final String LOCK = ".lock";

    private final Path own;
    private final Path lockFile;
    private final FileChannel lock;

    public Workspaces(Path root) throws IOException {
        Files.createDirectories(root);
        sweep(root);
        String name = "worker-" + UUID.randomUUID();
        lockFile = root.resolve(name + LOCK);
        lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        own = Files.createDirectory(root.resolve(name));
    }

    /** Makes a new empty folder that only this user can read. */
    Path open() throws IOException {
        return Files.createTempDirectory(own, "study-");
    }

    void remove(Path workspace) {
        delete(workspace);
    }

    @Override
    public void close() throws IOException {
        delete(own);
        Files.deleteIfExists(lockFile);
        lock.close();
    }

    private static void sweep(Path root) throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.list(root)) {
            locks = files.filter(file -> file.toString().endsWith(LOCK)).toList();
        }
        for (Path file : locks) {
            sweepIfLeft(file);
        }
    }

    private static void sweepIfLeft(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held != null) {
                String path = file.toString();
                delete(Path.of(path.substring(0, path.length() - LOCK.length())));
                Files.deleteIfExists(file);
            }
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            LOG.debug("{} is in use, or another process has removed it", file);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("A private folder could not be removed", e);
        }
    }
}

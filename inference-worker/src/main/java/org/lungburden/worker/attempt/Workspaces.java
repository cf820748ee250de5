package org.lungburden.worker.attempt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.lungburden.folder.OwnFiles;
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

    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path own;
    private final Path lockFile;
    private final FileChannel lock;

    /**
     * Makes this process's folder, after a sweep of those of dead processes.
     *
     * @param root several workers may share it
     */
    public Workspaces(Path root) throws IOException {
        Files.createDirectories(root);
        sweep(root);
        String name = "worker-" + UUID.randomUUID();
        lockFile = root.resolve(name + LOCK);
        lock = FileChannel.open(lockFile, NEW, OwnFiles.file());
        lock.lock();
        own = Files.createDirectory(root.resolve(name), OwnFiles.folder());
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

    /** Where several users share the root, each removes what is its own and nothing else. */
    private static void sweepIfLeft(Path file) {
        String path = file.toString();
        Path folder = Path.of(path.substring(0, path.length() - LOCK.length()));
        try {
            if (!OwnFiles.own(file) || Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !OwnFiles.own(folder)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                    FileLock held = channel.tryLock()) {
                if (held != null) {
                    delete(folder);
                    Files.deleteIfExists(file);
                }
            }
        } catch (OverlappingFileLockException | IOException e) {
            LOG.debug("{} is in use, or another process has removed it, or it cannot be read", file, e);
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

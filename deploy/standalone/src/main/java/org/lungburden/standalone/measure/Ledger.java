package org.lungburden.standalone.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lungburden.standalone.client.StoredResult;
import org.lungburden.standalone.exit.CommandFailedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which studies of a cohort are measured: a file in the cohort's folder with a line for each. A line is on the disk before
 * the study counts as done, and a line cut short by a crash does not count.
 */
final class Ledger implements AutoCloseable {
    static final String NAME = ".cohort-done.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param content digest of the study's files
     * @param how what else decides about the result: choices and network
     * @param folder of its results, below the cohort's folder
     */
    record Line(String content, String how, String folder) {}

    private final Path directory;
    private final FileChannel file;
    private final List<Line> lines;
    private final Set<String> taken = new HashSet<>();

    private Ledger(Path directory, FileChannel file, List<Line> lines) {
        this.directory = directory;
        this.file = file;
        this.lines = lines;
    }

    /**
     * @param resume whether the lines of an earlier run count; without it a folder that has some is refused
     * @param force begins anew in such a folder
     */
    static Ledger open(Path directory, boolean resume, boolean force) {
        Path path = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
            if (!resume && !force && Files.exists(path) && !read(path).isEmpty()) {
                throw CommandFailedException.badInput(
                        directory + " holds the results of a cohort; --resume goes on with"
                                + " it, --force measures all again, -o names another folder");
            }
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(file)) {
                file.close();
                throw CommandFailedException.badInput("another run writes to " + directory);
            }
            if (!resume) {
                file.truncate(0);
            }
            List<Line> lines = read(path);
            file.position(file.size());
            // after a crash the last line may lack its end
            file.write(ByteBuffer.wrap(new byte[] {'\n'}));
            return new Ledger(directory, file, lines);
        } catch (IOException e) {
            throw CommandFailedException.badInput("cannot write to " + directory);
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    private static List<Line> read(Path path) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String text : new String(Files.readAllBytes(path), UTF_8).split("\n")) {
            try {
                if (!text.isBlank()) {
                    lines.add(JSON.readValue(text, Line.class));
                }
            } catch (JacksonException cutShort) {
                // that study is measured again
            }
        }
        return lines;
    }

    /**
     * The folder with the results of a study that an earlier run measured in the same way. A folder answers for one study
     * alone, so that a copy of a study has results of its own.
     *
     * @param wanted the folder that the study would have now; preferred
     */
    synchronized Optional<String> done(String content, String how, String wanted) {
        @Nullable Line found = null;
        for (Line line : lines) {
            boolean same = line.content().equals(content) && line.how().equals(how);
            if (same && !taken.contains(line.folder()) && StoredResult.isWhole(directory.resolve(line.folder()))) {
                found = found == null || line.folder().equals(wanted) ? line : found;
            }
        }
        if (found == null) {
            return Optional.empty();
        }
        taken.add(found.folder());
        return Optional.of(found.folder());
    }

    /**
     * A folder for a study that is measured now: the wanted one, unless the results of another study are there. Nothing
     * that an earlier run measured is overwritten, whatever the files are called now.
     */
    synchronized String place(String content, String wanted) {
        String folder = wanted;
        for (int n = 2; !isFree(content, folder); n++) {
            folder = wanted + "-" + n;
        }
        taken.add(folder);
        return folder;
    }

    private boolean isFree(String content, String folder) {
        return !taken.contains(folder)
                && lines.stream()
                        .noneMatch(line ->
                                line.folder().equals(folder) && !line.content().equals(content));
    }

    synchronized void add(Line line) throws IOException {
        file.write(ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(UTF_8)));
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

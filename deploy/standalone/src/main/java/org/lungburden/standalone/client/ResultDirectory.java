package org.lungburden.standalone.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.Sha256;
import org.lungburden.standalone.exit.CommandFailedException;

/**
 * Collects the files of a result beside the user's directory, and moves them there only when all files are complete.
 */
public final class ResultDirectory implements AutoCloseable {
    private final Path directory;
    private final EarlierResult earlier;
    private final boolean created;
    private final Path partial;
    private final String study;
    private final List<String> names = new ArrayList<>();
    private boolean published;

    private ResultDirectory(Path directory, EarlierResult earlier, boolean created, Path partial, String study) {
        this.directory = directory;
        this.earlier = earlier;
        this.created = created;
        this.partial = partial;
        this.study = study;
    }

    /** Ends the command when {@link #open} would; makes nothing. */
    public static void check(Path directory, String study, boolean force) {
        (force ? EarlierResult.NONE : EarlierResult.in(directory)).checkStudy(study);
    }

    /**
     * Makes a missing directory. An unwritable path thus fails before any work, as does a directory that holds the
     * result of another study.
     *
     * @param study the name of its file or folder, which {@code result.json} will carry
     * @param force overwrites existing files
     */
    public static ResultDirectory open(Path directory, String study, boolean force) {
        EarlierResult earlier = force ? EarlierResult.NONE : EarlierResult.in(directory);
        earlier.checkStudy(study);
        try {
            boolean created = Files.notExists(directory);
            Files.createDirectories(directory);
            Path partial = Files.createTempDirectory(directory, ".partial-");
            return new ResultDirectory(directory, earlier, created, partial, study);
        } catch (IOException e) {
            throw CommandFailedException.badInput("cannot write to " + directory);
        }
    }

    /** Writes the result from the service, with the name of the study. */
    void writeResult(byte[] json) throws IOException {
        ResultFile file = ResultFile.of(json, study);
        earlier.checkSeries(file);
        write(ResultFile.NAME, new ByteArrayInputStream(file.pretty()), null);
    }

    /** @param sha256 expected, lower-case hex; null when the service gave none */
    void write(String name, InputStream content, @Nullable String sha256) throws IOException {
        if (!name.matches("[A-Za-z0-9._-]+") || name.startsWith(".")) {
            throw CommandFailedException.failed("INTERNAL: the service named a file that is no plain name");
        }
        Sha256 digest = new Sha256();
        try (DigestInputStream in = new DigestInputStream(content, digest.digest());
                OutputStream out = Files.newOutputStream(partial.resolve(name))) {
            in.transferTo(out);
        }
        if (sha256 != null && !sha256.equals(digest.hex())) {
            throw CommandFailedException.failed("DIGEST_MISMATCH: " + name + " arrived damaged");
        }
        names.add(name);
    }

    /** Moves the files to their place. */
    public void publish() throws IOException {
        for (String name : names) {
            Files.move(partial.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        published = true;
    }

    /** The published files. */
    public List<Path> files() {
        return names.stream().map(directory::resolve).toList();
    }

    /**
     * Removes incomplete files, and also the directory when this run made it without publishing a result. A second
     * call, for example by an interrupt, does nothing.
     */
    @Override
    public synchronized void close() throws IOException {
        if (Files.notExists(partial)) {
            return;
        }
        try (var left = Files.list(partial)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(partial);
        if (created && !published) {
            Files.delete(directory);
        }
    }
}

package org.lungburden.standalone.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.exit.CommandFailedException;

/** The file to upload: the user's own file, a folder packed into a zip, or the phantom. */
public final class StudyFile implements AutoCloseable {
    private static final int LONGEST_REFERENCE = 128;
    private static final Pattern OF_A_PAIR =
            Pattern.compile("(.*)([.](?:hdr|img)(?:[.]gz)?)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final @Nullable Path study;
    private final Path path;

    private StudyFile(@Nullable Path study, Path path) {
        this.study = study;
        this.path = path;
    }

    /** The user's name for the study: the name of its file or folder. */
    public static String nameOf(@Nullable Path study) throws IOException {
        if (study == null) {
            return "phantom";
        }
        Path name = study.normalize().getFileName();
        boolean named =
                name != null && !name.toString().isEmpty() && !name.toString().equals("..");
        return String.valueOf(named ? name : study.toRealPath().getFileName());
    }

    /** The name, without control characters and cut to the longest allowed reference. */
    public static String referenceOf(@Nullable Path study) throws IOException {
        String printable = nameOf(study).replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "_");
        return printable.substring(0, Math.min(printable.length(), LONGEST_REFERENCE));
    }

    /**
     * Does not read or write the study yet; see {@link #prepare}.
     *
     * @param study a file or a folder; null for the phantom
     */
    public static StudyFile open(@Nullable Path study) throws IOException {
        if (study == null) {
            return new StudyFile(null, Files.createTempFile("lungburden-phantom-", ".nii.gz"));
        }
        return Files.isDirectory(study)
                ? new StudyFile(study, Files.createTempFile("lungburden-study-", ".zip"))
                : new StudyFile(study, study);
    }

    /** Packs a folder or writes the phantom; a plain file needs no preparation. */
    public void prepare() throws IOException {
        if (study == null) {
            PhantomFile.write(PhantomScan.standard(), path);
        } else if (temporary()) {
            pack(StudyCheck.files(study));
        }
    }

    private void pack(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw CommandFailedException.badInput("NO_CT_IMAGES: The folder is empty.");
        }
        try (OutputStream out = Files.newOutputStream(path);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            archive.setLevel(Deflater.BEST_SPEED);
            Map<String, Integer> numbers = new HashMap<>();
            for (Path file : files) {
                archive.putNextEntry(new ZipEntry(packedName(file.toString(), numbers)));
                Files.copy(file, archive);
                archive.closeEntry();
            }
        }
    }

    /**
     * File names can contain a patient's name, and the reader needs only the content. The two files of a NIfTI pair
     * keep a common number and their endings.
     */
    private static String packedName(String name, Map<String, Integer> numbers) {
        Matcher pair = OF_A_PAIR.matcher(name);
        boolean ofPair = pair.matches();
        int number = numbers.computeIfAbsent(ofPair ? pair.group(1) : name, unseen -> numbers.size());
        return String.format("%06d%s", number, ofPair ? pair.group(2) : "");
    }

    private boolean temporary() {
        return !path.equals(study);
    }

    public Path path() {
        return path;
    }

    /** A second call does nothing. */
    @Override
    public void close() throws IOException {
        if (temporary()) {
            Files.deleteIfExists(path);
        }
    }
}

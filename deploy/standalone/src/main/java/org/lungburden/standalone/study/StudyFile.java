package org.lungburden.standalone.study;

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
import org.lungburden.error.ErrorCode;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.exit.StudyFailedException;

/** The file to upload: the user's own file, a folder packed into a zip, or the phantom. */
public final class StudyFile implements AutoCloseable {
    private static final int LONGEST_REFERENCE = 128;
    private static final Pattern OF_A_PAIR =
            Pattern.compile("(.*)([.](?:hdr|img)(?:[.]gz)?)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final FoundStudy study;
    private final Path path;

    private StudyFile(FoundStudy study, Path path) {
        this.study = study;
        this.path = path;
    }

    /** Without control characters and cut to the longest allowed reference; of a longer name the end tells more. */
    public static String reference(String name) {
        String printable = name.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "_");
        return printable.substring(Math.max(0, printable.length() - LONGEST_REFERENCE));
    }

    /** Does not read or write the study yet; see {@link #prepare}. */
    public static StudyFile open(FoundStudy study) throws IOException {
        if (study.named() == null) {
            return new StudyFile(study, Files.createTempFile("lungburden-phantom-", ".nii.gz"));
        }
        return study.packed()
                ? new StudyFile(study, Files.createTempFile("lungburden-study-", ".zip"))
                : new StudyFile(study, study.files().get(0));
    }

    /** Packs the files or writes the phantom; a single file needs no preparation. */
    public void prepare() throws IOException {
        if (study.named() == null) {
            PhantomFile.write(PhantomScan.standard(), path);
        } else if (study.packed()) {
            pack(study.files());
        }
    }

    private void pack(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw new StudyFailedException(true, ErrorCode.NO_CT_IMAGES.name(), "The folder is empty.");
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
        return study.named() == null || study.packed();
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

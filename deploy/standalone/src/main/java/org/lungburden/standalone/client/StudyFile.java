package org.lungburden.standalone.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.standalone.exit.CommandFailedException;

/** The one file that is posted: the user's own, a folder packed into a zip, or the phantom. */
public final class StudyFile implements AutoCloseable {
    private final Path path;
    private final boolean temporary;

    private StudyFile(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** @param study a file or a folder; null for the phantom */
    public static StudyFile of(@Nullable Path study) throws IOException {
        if (study == null) {
            return phantom();
        }
        return Files.isDirectory(study) ? packed(study) : new StudyFile(study, false);
    }

    private static StudyFile phantom() throws IOException {
        Path nifti = Files.createTempFile("lungburden-phantom-", ".nii.gz");
        PhantomFile.write(PhantomScan.standard(), nifti);
        return new StudyFile(nifti, true);
    }

    private static StudyFile packed(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        if (files.isEmpty()) {
            throw CommandFailedException.badInput("NO_CT_IMAGES: The folder is empty.");
        }
        Path zip = Files.createTempFile("lungburden-study-", ".zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream archive = new ZipOutputStream(out)) {
            archive.setLevel(Deflater.BEST_SPEED);
            for (int n = 0; n < files.size(); n++) {
                // names can carry a patient's; the reader goes by content alone
                archive.putNextEntry(new ZipEntry(String.format("%06d", n)));
                Files.copy(files.get(n), archive);
                archive.closeEntry();
            }
        } catch (IOException | RuntimeException e) {
            Files.delete(zip);
            throw e;
        }
        return new StudyFile(zip, true);
    }

    public Path path() {
        return path;
    }

    /** Called again it does nothing. */
    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }

    /** For the end of the process, where nobody hears of a failure. */
    public void remove() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("lungburden: a temporary file is left behind: " + path);
        }
    }
}

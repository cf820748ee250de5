package org.lungburden.standalone.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lungburden.archive.Archive;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.CodedException;
import org.lungburden.nifti.NiftiCandidate;

/**
 * The NIfTI files of a folder without DICOM. Each file that may be a CT is a study; masks are none. The two files of a pair belong together.
 */
final class NiftiFiles {
    private final Map<String, List<Path>> images = new LinkedHashMap<>();

    /** @param name of the file, from which the pair is known */
    void add(Path file, String name) {
        images.computeIfAbsent(stem(name), unseen -> new ArrayList<>()).add(file);
    }

    boolean isEmpty() {
        return images.isEmpty();
    }

    /** The voxels of a pair begin like nothing known, so that only the name tells them. */
    static boolean isVoxelsOfPair(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*[.]img([.]gz)?");
    }

    private static String stem(String name) {
        return name.replaceFirst("(?i)[.](hdr|img)([.]gz)?$", "");
    }

    /**
     * The files of each study. A single image is a study whatever it holds, and of several that cannot be a CT all
     * together are one, so that the service tells why they are not measured.
     */
    List<List<Path>> studies() throws IOException {
        List<List<Path>> all = List.copyOf(images.values());
        if (all.size() < 2) {
            return all;
        }
        List<List<Path>> studies = new ArrayList<>();
        for (List<Path> image : all) {
            if (image.size() > 1 || mayBeCt(image.get(0))) {
                studies.add(image);
            }
        }
        return studies.isEmpty() ? List.of(all.stream().flatMap(List::stream).toList()) : studies;
    }

    private static boolean mayBeCt(Path file) throws IOException {
        try (UploadArchive archive = UploadArchive.open(file, ArchiveLimits.defaults())) {
            Archive.Member image = archive.members().get(0);
            return NiftiCandidate.shape(archive, image).isPresent();
        } catch (CodedException damaged) {
            // the service tells what is wrong with the file
            return true;
        }
    }
}

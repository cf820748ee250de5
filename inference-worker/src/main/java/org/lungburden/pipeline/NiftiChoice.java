package org.lungburden.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungburden.archive.Archive.Member;
import org.lungburden.archive.UploadArchive;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;
import org.lungburden.nifti.NiftiCandidate;
import org.lungburden.study.StudyReader;

/** The NIfTI files of an upload that may be its CT. */
final class NiftiChoice {
    private final List<Member> files = new ArrayList<>();
    private final List<NiftiCandidate.Shape> shapes = new ArrayList<>();

    private NiftiChoice() {}

    /** @param niftiFiles those that begin as NIfTI does; masks and the like are left out here */
    static NiftiChoice among(UploadArchive archive, List<Member> niftiFiles) throws IOException {
        NiftiChoice choice = new NiftiChoice();
        for (Member file : niftiFiles) {
            NiftiCandidate.shape(archive, file).ifPresent(shape -> {
                choice.files.add(file);
                choice.shapes.add(shape);
            });
        }
        return choice;
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** For the result of the DICOM series that is measured. */
    List<SeriesOption> besideDicom() {
        return shapes.stream()
                .map(shape -> new SeriesOption(
                        null,
                        shape.third(),
                        null,
                        "a NIfTI volume of " + shape.words() + " beside the DICOM series; send it alone to measure it"))
                .toList();
    }

    /**
     * The candidate; identical copies are one.
     *
     * @throws CodedException {@code AMBIGUOUS_SERIES}; the sentence names no file, as names may be those of patients
     */
    Member only(UploadArchive archive) throws IOException {
        Set<String> contents = new HashSet<>();
        List<String> words = new ArrayList<>();
        for (int n = 0; n < files.size() && files.size() > 1; n++) {
            if (contents.add(NiftiCandidate.digest(archive, files.get(n)))) {
                words.add(shapes.get(n).words());
            }
        }
        if (words.size() > 1) {
            throw new CodedException(
                    ErrorCode.AMBIGUOUS_SERIES,
                    "The upload holds " + words.size() + " NIfTI volumes ("
                            + words.stream().collect(Collectors.joining(", ")) + "); send one of them.");
        }
        return files.get(0);
    }

    /**
     * Of files that cannot be a CT, the one to be told about: the values of a CT in other units spread farther than those
     * of a mask.
     *
     * @throws CodedException {@code TOO_FEW_SLICES} when each of several files is a single slice
     */
    static Member mostLikely(UploadArchive archive, List<Member> niftiFiles) throws IOException {
        Member widest = niftiFiles.get(0);
        double width = -1;
        int flat = 0;
        for (Member file : niftiFiles) {
            if (NiftiCandidate.isFlat(archive, file)) {
                flat++;
                continue;
            }
            OptionalDouble range = NiftiCandidate.range(archive, file);
            if (range.orElse(-1) > width) {
                width = range.orElse(-1);
                widest = file;
            }
        }
        if (flat > 1 && flat == niftiFiles.size()) {
            throw new CodedException(
                    ErrorCode.TOO_FEW_SLICES,
                    "The upload holds " + flat
                            + " NIfTI files of one slice each; send one file that holds all slices, of" + " which "
                            + StudyReader.LEAST_SLICES + " are needed.");
        }
        return widest;
    }
}

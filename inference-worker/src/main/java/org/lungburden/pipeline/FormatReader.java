package org.lungburden.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.lungburden.archive.Archive.Member;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.archive.UploadArchive;
import org.lungburden.dicom.series.DicomStudyReader;
import org.lungburden.error.Category;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesChoiceException;
import org.lungburden.job.Upload;
import org.lungburden.nifti.NiftiCandidate;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.study.MemoryCheck;
import org.lungburden.study.Study;
import org.lungburden.study.StudyReader;

/**
 * Finds the CT of an upload among files of both formats, and passes the CT to its reader. The content decides, never a
 * name or the order of the files. A DICOM series comes before NIfTI files, which are often made from it and tell less; the
 * result names those that may be a CT. NIfTI files that cannot be a CT, such as masks, do not count beside a CT. Neither
 * do the results of this service.
 */
final class FormatReader {
    private final ArchiveLimits limits;
    private final NiftiStudyReader nifti;
    private final DicomStudyReader dicom;

    FormatReader(ArchiveLimits limits, MemoryCheck memory) {
        this.limits = limits;
        this.nifti = new NiftiStudyReader(limits, memory);
        this.dicom = new DicomStudyReader(limits, memory);
    }

    /**
     * @param upload the file as uploaded, in a private folder where archives may be unpacked
     * @param series Series Instance UID that the client asks for; null when the reader chooses
     * @param progress called with 0 to 1, from any thread; an exception from this call ends the reading
     */
    Study read(Path upload, @Nullable String series, DoubleConsumer progress) throws IOException {
        try (UploadArchive archive = UploadArchive.open(upload, limits)) {
            Study study = read(archive, series, progress);
            return study.with(LeftOutArchive.flags(archive, study.format()));
        }
    }

    private Study read(UploadArchive archive, @Nullable String series, DoubleConsumer progress) throws IOException {
        try {
            return readAny(archive, series, progress);
        } catch (CodedException e) {
            throw e.code().category() == Category.INPUT ? LeftOutArchive.named(archive, e) : e;
        }
    }

    private Study readAny(UploadArchive archive, @Nullable String series, DoubleConsumer progress) throws IOException {
        List<Member> niftiFiles = new ArrayList<>();
        List<Member> others = new ArrayList<>();
        for (Member member : archive.members()) {
            boolean isNifti = archive.format(member).equals(Optional.of(Upload.Format.NIFTI));
            (isNifti ? niftiFiles : others).add(member);
        }
        if (niftiFiles.isEmpty()) {
            return readDicom(archive, others, series, progress);
        }
        return series == null
                ? choose(archive, niftiFiles, others, progress)
                : dicomSeries(archive, others, series, progress);
    }

    /** A client that names a series does not want the NIfTI files beside the series. */
    private Study dicomSeries(UploadArchive archive, List<Member> others, String series, DoubleConsumer progress)
            throws IOException {
        if (others.isEmpty() || dicom.countSlices(archive, others) == 0) {
            throw new SeriesChoiceException(
                    ErrorCode.SERIES_NOT_FOUND,
                    "The study is a NIfTI image, which has no SeriesInstanceUID. Submit it without one.",
                    List.of());
        }
        return dicom.read(archive, others, series, progress);
    }

    private Study readDicom(UploadArchive archive, List<Member> files, @Nullable String series, DoubleConsumer progress)
            throws IOException {
        try {
            return dicom.read(archive, files, series, progress);
        } catch (CodedException e) {
            if (e.code() == ErrorCode.NO_CT_IMAGES) {
                throw NoImages.in(archive, limits);
            }
            throw e;
        }
    }

    private Study choose(UploadArchive archive, List<Member> niftiFiles, List<Member> others, DoubleConsumer progress)
            throws IOException {
        int slices = others.isEmpty() ? 0 : dicom.countSlices(archive, others);
        if (slices == 0 && niftiFiles.size() == 1) {
            return nifti.read(archive, niftiFiles.get(0), progress);
        }
        NiftiChoice choice = NiftiChoice.among(archive, withoutOwnResults(archive, niftiFiles, slices));
        if (slices >= StudyReader.LEAST_SLICES || (slices > 0 && choice.isEmpty())) {
            return dicom.read(archive, others, null, progress).beside(choice.besideDicom());
        }
        Member file = choice.isEmpty() ? NiftiChoice.mostLikely(archive, niftiFiles) : choice.only(archive);
        return nifti.read(archive, file, progress);
    }

    /** The image that this service wrote beside its scan; alone, that image is a scan too. */
    private static List<Member> withoutOwnResults(UploadArchive archive, List<Member> niftiFiles, int slices)
            throws IOException {
        List<Member> others = new ArrayList<>();
        for (Member file : niftiFiles) {
            if (!NiftiCandidate.isOwnResult(archive, file)) {
                others.add(file);
            }
        }
        return others.isEmpty() && slices < StudyReader.LEAST_SLICES ? niftiFiles : others;
    }
}

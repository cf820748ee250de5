package org.lungburden.conformance;

import java.util.EnumMap;
import java.util.Map;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.ErrorCode;

/** Refusals of uploads and files of results. */
final class ResultRows {
    private ResultRows() {}

    /** The middle cell names what the sentence of such a job names. */
    static Map<ErrorCode, Held> refusals() {
        Map<ErrorCode, Held> rows = new EnumMap<>(ErrorCode.class);
        rows.put(ErrorCode.UPLOAD_EMPTY, Held.by("", "UploadTest", "RefusedUploadsIT"));
        rows.put(ErrorCode.UPLOAD_TOO_LARGE, Held.by("", "UploadTest"));
        rows.put(ErrorCode.NOT_AN_ARCHIVE, Held.by("the format that was sent", "UploadTest", "ContentSnifferTest"));
        rows.put(ErrorCode.ARCHIVE_UNSAFE, Held.by("what is unsafe", "ZipArchiveTest", "HostileArchiveTest"));
        rows.put(ErrorCode.ARCHIVE_ENCRYPTED, Held.by("", "ZipArchiveTest#encryptionIsTold"));
        rows.put(ErrorCode.ARCHIVE_TOO_LARGE, Held.by("the limit", "ZipArchiveTest", "TarArchiveTest"));
        rows.put(ErrorCode.CORRUPT_ARCHIVE, Held.by("", "ZipArchiveTest", "TarArchiveTest", "BoundedGzipTest"));
        rows.put(
                ErrorCode.NO_CT_IMAGES,
                Held.by(
                        "what the files are; `Modality`, `SOPClassUID`, `PhotometricInterpretation`",
                        "UploadWithoutCtTest",
                        "StudyFaultsTest"));
        rows.put(
                ErrorCode.AMBIGUOUS_SERIES,
                Held.by(
                        "the candidates, what differs",
                        "SeriesSelectionTest",
                        "PhasesTest",
                        "TornScanTest",
                        "FormatReaderTest"));
        rows.put(ErrorCode.SERIES_NOT_FOUND, Held.by("`SeriesInstanceUID`, the candidates", "SeriesSelectionTest"));
        rows.put(ErrorCode.TOO_FEW_SLICES, Held.by("the number of slices", "StudyFaultsTest"));
        rows.put(
                ErrorCode.MISSING_SLICES,
                Held.by("`ImagePositionPatient`, the place", "SliceSpacingTest", "SpacingFaultTest", "TornScanTest"));
        rows.put(
                ErrorCode.DUPLICATE_SLICES,
                Held.by("`ImagePositionPatient`, the place", "SliceSpacingTest", "SpacingFaultTest"));
        rows.put(
                ErrorCode.UNEVEN_SPACING,
                Held.by("`ImagePositionPatient`, the distances", "SliceSpacingTest", "SpacingFaultTest"));
        rows.put(
                ErrorCode.MIXED_GEOMETRY,
                Held.by("`ImageOrientationPatient`, `Rows`, `Columns` or `PixelSpacing`", "StudyFaultsTest"));
        rows.put(
                ErrorCode.UNSUPPORTED_TRANSFER_SYNTAX,
                Held.by("`TransferSyntaxUID`: name and UID", "TransferSyntaxTest", "StudyFaultsTest"));
        rows.put(ErrorCode.UNSUPPORTED_NIFTI, Held.by("the field of the header", "NiftiFaultsTest"));
        rows.put(
                ErrorCode.CORRUPT_IMAGE, Held.by("the attribute by its keyword", "StudyFaultsTest", "NiftiFaultsTest"));
        rows.put(
                ErrorCode.NOT_HOUNSFIELD,
                Held.by(
                        "`RescaleSlope`, `RescaleIntercept`, `RescaleType`, `ModalityLUTSequence`, or what was found",
                        "HounsfieldScaleTest",
                        "HounsfieldCheckTest"));
        rows.put(ErrorCode.NOT_A_CHEST_CT, Held.by("what cannot be a chest", "PlausibilityTest", "PublishedOrNotTest"));
        rows.put(ErrorCode.NO_LUNG_FOUND, Held.by("what was missing", "PlausibilityTest", "PublishedOrNotTest"));
        rows.put(ErrorCode.LABELS_UNREADABLE, Held.by("what is wrong with the file", "CheckedLabelsTest"));
        rows.put(ErrorCode.LABELS_GEOMETRY_MISMATCH, Held.by("how the grids differ", "CheckedLabelsTest"));
        rows.put(ErrorCode.LABELS_VALUE_UNKNOWN, Held.by("the value", "CheckedLabelsTest", "RevisionsIT"));
        return rows;
    }

    /** The middle cell names the programs that read the file in the tests. */
    static Map<KnownFile, Held> files() {
        Map<KnownFile, Held> rows = new EnumMap<>(KnownFile.class);
        rows.put(KnownFile.LABELS, Held.by("nibabel", "NiftiWriterTest#masksRepeatTheInputsGeometryBitForBit"));
        rows.put(KnownFile.IMAGE, Held.by("nibabel", "NiftiWriterTest#imagesHoldTheHounsfieldUnitsOnTheInputsGrid"));
        rows.put(KnownFile.OVERLAY, Held.by("the JDK's reader of PNG", "OverlaySheetTest", "PngFileTest"));
        rows.put(KnownFile.REPORT, Held.by("PDFBox", "ReportPdfTest#aPhysicianFindsTheFindingAndWhatItIsNot"));
        rows.put(KnownFile.MEASUREMENTS, Held.by("Commons CSV", "MeasurementsCsvTest#everyStudyHasTheSameColumns"));
        rows.put(
                KnownFile.DICOM_MEASUREMENTS,
                Held.by(
                        "highdicom, pydicom, dsrdump, dciodvfy; Orthanc",
                        "DicomMeasurementsTest",
                        "DicomFilesTest#dicom3toolsFindsNoError"));
        rows.put(
                KnownFile.DICOM_REPORT,
                Held.by("pydicom, dcm2pdf, dciodvfy; Orthanc", "DicomFilesTest#pageAndPictureAreWrappedUnchanged"));
        rows.put(
                KnownFile.DICOM_OVERLAY,
                Held.by("pydicom, dciodvfy; Orthanc", "DicomFilesTest#pageAndPictureAreWrappedUnchanged"));
        rows.put(
                KnownFile.DICOM_SEGMENTATION,
                Held.by("highdicom, pydicom, nibabel, dciodvfy; Orthanc", "SegmentationFileTest"));
        return rows;
    }
}

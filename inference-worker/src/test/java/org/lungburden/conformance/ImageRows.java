package org.lungburden.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lungburden.dicom.file.Uid;
import org.lungburden.nifti.VoxelTypes;

/** Transfer syntaxes, containers and forms of NIfTI, each with its oracle. */
final class ImageRows {
    private static final String EXACT = "TransferSyntaxTest#supportedSyntaxesAreExact";
    private static final String CODEC = "CodecTest#allPixelsAreExact";
    private static final String VOLUMES = "SyntaxVolumesTest#agree";

    static final Map<String, String> SYNTAX_NAMES = Map.ofEntries(
            Map.entry(Uid.IMPLICIT_LITTLE_ENDIAN, "Implicit VR Little Endian"),
            Map.entry(Uid.EXPLICIT_LITTLE_ENDIAN, "Explicit VR Little Endian"),
            Map.entry(Uid.ENCAPSULATED_UNCOMPRESSED, "Encapsulated Uncompressed Explicit VR Little Endian"),
            Map.entry(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN, "Deflated Explicit VR Little Endian"),
            Map.entry(Uid.EXPLICIT_BIG_ENDIAN, "Explicit VR Big Endian"),
            Map.entry(Uid.JPEG_BASELINE, "JPEG Baseline (Process 1)"),
            Map.entry(Uid.JPEG_EXTENDED, "JPEG Extended (Process 2 & 4)"),
            Map.entry(Uid.JPEG_LOSSLESS, "JPEG Lossless, Non-Hierarchical (Process 14)"),
            Map.entry(Uid.JPEG_LOSSLESS_SV1, "JPEG Lossless, First-Order Prediction (Process 14, Selection Value 1)"),
            Map.entry(Uid.JPEG_LS_LOSSLESS, "JPEG-LS Lossless"),
            Map.entry(Uid.JPEG_LS_NEAR_LOSSLESS, "JPEG-LS Lossy (Near-Lossless)"),
            Map.entry(Uid.JPEG_2000_LOSSLESS, "JPEG 2000 Lossless"),
            Map.entry(Uid.JPEG_2000, "JPEG 2000"),
            Map.entry(Uid.RLE_LOSSLESS, "RLE Lossless"));

    static final Map<String, Held> SYNTAXES = Map.ofEntries(
            Map.entry(Uid.IMPLICIT_LITTLE_ENDIAN, Held.by("dcmtk, pydicom", EXACT, VOLUMES)),
            Map.entry(Uid.EXPLICIT_LITTLE_ENDIAN, Held.by("dcmtk, pydicom", EXACT, VOLUMES)),
            Map.entry(Uid.ENCAPSULATED_UNCOMPRESSED, Held.by("pydicom", VOLUMES)),
            Map.entry(Uid.DEFLATED_EXPLICIT_LITTLE_ENDIAN, Held.by("dcmtk, pydicom", EXACT, VOLUMES)),
            Map.entry(Uid.EXPLICIT_BIG_ENDIAN, Held.by("dcmtk, pydicom", EXACT, VOLUMES)),
            Map.entry(Uid.JPEG_BASELINE, Held.by("dcmtk", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_EXTENDED, Held.by("dcmtk", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_LOSSLESS, Held.by("dcmtk", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_LOSSLESS_SV1, Held.by("dcmtk", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_LS_LOSSLESS, Held.by("dcmtk, GDCM", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_LS_NEAR_LOSSLESS, Held.by("dcmtk", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_2000_LOSSLESS, Held.by("GDCM", EXACT, CODEC, VOLUMES)),
            Map.entry(Uid.JPEG_2000, Held.by("GDCM", EXACT, VOLUMES)),
            Map.entry(Uid.RLE_LOSSLESS, Held.by("dcmtk", EXACT, CODEC, VOLUMES)));

    static final Held REFUSED_SYNTAX =
            Held.by("", "TransferSyntaxTest#otherSyntaxesAreToldByCode", "TransferSyntaxNamesTest");

    private ImageRows() {}

    /** In the order of the page. */
    static Map<String, Held> containers() {
        Map<String, Held> rows = new LinkedHashMap<>();
        rows.put(
                "zip",
                Held.by(
                        "the JDK, Info-ZIP",
                        "UploadContainersTest#theSameStudyComesOutOfEveryContainer",
                        "ArchivesOfProgramsTest"));
        rows.put("zip64", Held.by("a drawn file", "ZipArchiveTest#zip64IsUnderstood"));
        rows.put(
                "tar",
                Held.by("GNU tar, Commons Compress", "ArchivesOfProgramsTest", "TarArchiveTest#filesAreReadByName"));
        rows.put(
                "tar.gz",
                Held.by("GNU tar, gzip", "ArchivesOfProgramsTest", "UploadArchiveTest#aGzippedTarOrZipIsRead"));
        rows.put(
                "an archive in an archive",
                Held.by("the same study", "UploadArchiveTest#archivesInAnArchiveAreReadWithAllElse"));
        rows.put(
                "a bare DICOM file",
                Held.by(
                        "the same study",
                        "UploadArchiveTest#aBareFileIsItsOnlyMember",
                        "StudyFuzzTest#soundStudiesAreMeasured"));
        rows.put("enhanced multi-frame DICOM", Held.by("pydicom", "EnhancedTest"));
        rows.put(".nii", Held.by("nibabel", "NiftiReaderNibabelTest"));
        rows.put(".nii.gz", Held.by("nibabel", "NiftiReaderNibabelTest#unpacksGzipAndZip"));
        rows.put(".hdr and .img in a zip, gzipped or not", Held.by("the same study", "NiftiFormsTest#agreeToTheVoxel"));
        return rows;
    }

    static Map<String, Held> nifti() {
        Map<String, Held> rows = new LinkedHashMap<>();
        rows.put("NIfTI-1 and NIfTI-2, both byte orders", Held.by("nibabel", "NiftiReaderNibabelTest"));
        rows.put(
                "sform, qform, one of them empty, negative pixdim",
                Held.by("the same volumes", "NiftiFormsTest#agreeToTheVoxel"));
        rows.put(
                "12 of the 48 orientations as files, all 48 in memory",
                Held.by("nibabel", "NiftiFormsTest#agreeToTheVoxel", "OrientationNibabelTest", "PhantomVolumesTest"));
        VoxelTypes.named().forEach(type -> rows.put("voxels of " + type, Held.by("nibabel", "NiftiReaderNibabelTest")));
        return rows;
    }
}

package org.lungburden.pipeline;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/** Counts DICOM files by what they are. Only values from the tables here and SOP classes are told, never other text. */
final class DicomKinds {
    private static final String DICOMDIR = "1.2.840.10008.1.3.10";
    private static final int MOST_KINDS = 3;

    /** PS3.3 C.7.3.1.1.1. */
    private static final Set<String> MODALITIES = Set.of(
            "AU",
            "BI",
            "BMD",
            "CR",
            "CT",
            "DG",
            "DOC",
            "DX",
            "ECG",
            "ES",
            "FID",
            "GM",
            "HD",
            "IO",
            "IVUS",
            "KO",
            "MG",
            "MR",
            "NM",
            "OCT",
            "OP",
            "OT",
            "PLAN",
            "PR",
            "PT",
            "PX",
            "REG",
            "RF",
            "RG",
            "RTDOSE",
            "RTIMAGE",
            "RTPLAN",
            "RTRECORD",
            "RTSTRUCT",
            "RWV",
            "SC",
            "SEG",
            "SM",
            "SR",
            "STAIN",
            "US",
            "XA",
            "XC");

    private static final String STORAGE = "1.2.840.10008.5.1.4.1.1.";
    /** PS3.4 B.5, behind {@link #STORAGE}. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("1", "Computed Radiography Image Storage"),
            Map.entry("1.1", "Digital X-Ray Image Storage - For Presentation"),
            Map.entry("1.1.1", "Digital X-Ray Image Storage - For Processing"),
            Map.entry("1.2", "Digital Mammography X-Ray Image Storage - For Presentation"),
            Map.entry("2", "CT Image Storage"),
            Map.entry("2.1", "Enhanced CT Image Storage"),
            Map.entry("4", "MR Image Storage"),
            Map.entry("4.1", "Enhanced MR Image Storage"),
            Map.entry("6.1", "Ultrasound Image Storage"),
            Map.entry("7", "Secondary Capture Image Storage"),
            Map.entry("7.1", "Multi-frame Single Bit Secondary Capture Image Storage"),
            Map.entry("7.2", "Multi-frame Grayscale Byte Secondary Capture Image Storage"),
            Map.entry("7.3", "Multi-frame Grayscale Word Secondary Capture Image Storage"),
            Map.entry("7.4", "Multi-frame True Color Secondary Capture Image Storage"),
            Map.entry("66", "Raw Data Storage"),
            Map.entry("66.1", "Spatial Registration Storage"),
            Map.entry("66.2", "Spatial Fiducials Storage"),
            Map.entry("66.3", "Deformable Spatial Registration Storage"),
            Map.entry("66.5", "Surface Segmentation Storage"),
            Map.entry("11.1", "Grayscale Softcopy Presentation State Storage"),
            Map.entry("12.1", "X-Ray Angiographic Image Storage"),
            Map.entry("20", "Nuclear Medicine Image Storage"),
            Map.entry("66.4", "Segmentation Storage"),
            Map.entry("88.11", "Basic Text SR Storage"),
            Map.entry("88.22", "Enhanced SR Storage"),
            Map.entry("88.33", "Comprehensive SR Storage"),
            Map.entry("88.34", "Comprehensive 3D SR Storage"),
            Map.entry("88.59", "Key Object Selection Document Storage"),
            Map.entry("88.67", "X-Ray Radiation Dose SR Storage"),
            Map.entry("104.1", "Encapsulated PDF Storage"),
            Map.entry("128", "Positron Emission Tomography Image Storage"),
            Map.entry("481.1", "RT Image Storage"),
            Map.entry("481.2", "RT Dose Storage"),
            Map.entry("481.3", "RT Structure Set Storage"),
            Map.entry("481.5", "RT Plan Storage"));

    private static final Set<String> COLORS =
            Set.of("PALETTE COLOR", "RGB", "YBR_FULL", "YBR_FULL_422", "YBR_PARTIAL_420", "YBR_ICT", "YBR_RCT");

    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private boolean directory;

    /** @return whether the file tells what it is */
    boolean add(DataSet file) {
        Optional<String> sopClass = file.text(Tag.SOP_CLASS_UID).or(() -> file.text(Tag.META_SOP_CLASS_UID));
        Optional<String> modality = file.text(Tag.MODALITY);
        if (sopClass.equals(Optional.of(DICOMDIR))) {
            directory = true;
            return true;
        }
        if (sopClass.isPresent() || modality.isPresent()) {
            String kind = "Modality " + modality.map(DicomKinds::modality).orElse("unknown") + " (SOPClassUID "
                    + sopClass.map(DicomKinds::sopClass).orElse("unknown") + ")";
            boolean localizer = file.texts(Tag.IMAGE_TYPE).contains("LOCALIZER");
            counts.merge(kind + (localizer ? " and ImageType LOCALIZER" : "") + color(file), 1, Integer::sum);
        }
        return sopClass.isPresent() || modality.isPresent();
    }

    /** Names a photometric interpretation that is not gray (DICOM PS3.3 C.7.6.3.1.2). */
    private static String color(DataSet file) {
        return file.text(Tag.PHOTOMETRIC_INTERPRETATION)
                .filter(COLORS::contains)
                .map(name -> " and PhotometricInterpretation " + name + ", which has no Hounsfield units")
                .orElse("");
    }

    private static String modality(String value) {
        return MODALITIES.contains(value) ? value : "unknown";
    }

    private static String sopClass(String uid) {
        String name = uid.startsWith(STORAGE) ? CLASSES.get(uid.substring(STORAGE.length())) : null;
        return name != null ? name : Uid.isValid(uid) ? uid : "unknown";
    }

    /** {@code NO_CT_IMAGES}; empty when there was no DICOM file. */
    Optional<CodedException> fault() {
        if (counts.isEmpty()) {
            return directory
                    ? Optional.of(noImages(", only a DICOMDIR; send the folder with the images."))
                    : Optional.empty();
        }
        List<Map.Entry<String, Integer>> kinds = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .toList();
        String told = kinds.stream()
                .limit(MOST_KINDS)
                .map(kind -> files(kind.getValue()) + " of " + kind.getKey())
                .collect(Collectors.joining(", "));
        int others =
                kinds.stream().skip(MOST_KINDS).mapToInt(Map.Entry::getValue).sum();
        return Optional.of(noImages(": " + told + (others == 0 ? "" : " and " + files(others) + " of other kinds")
                + ". Send the CT series of the chest itself, as the scanner made it."));
    }

    private static CodedException noImages(String what) {
        return new CodedException(ErrorCode.NO_CT_IMAGES, "The study holds no CT images" + what);
    }

    private static String files(int count) {
        return count == 1 ? "1 file" : count + " files";
    }
}

package org.lungburden.dicom.result;

/** The segments of {@code segmentation.dcm}; they do not overlap. ADR 22 tells why they have these codes. */
enum Segment {
    LUNG("Lung outside opacity", Code.sct("91723000", "Anatomical Structure"), Code.sct("39607008", "Lung"), 0xe6e6e6),
    GROUND_GLASS(
            "Ground-glass opacity",
            Code.sct("49755003", "Morphologically Abnormal Structure"),
            Code.dcm("112120", "Ground glass opacity"),
            0x4fa3ff),
    HIGH_OPACITY(
            "High opacity",
            Code.sct("49755003", "Morphologically Abnormal Structure"),
            Code.dcm("112001", "Opacity"),
            0xffd400);

    private final String label;
    private final Code category;
    private final Code type;
    private final int rgb;

    Segment(String label, Code category, Code type, int rgb) {
        this.label = label;
        this.category = category;
        this.type = type;
        this.rgb = rgb;
    }

    /** Segment Number; also the code of its voxels in a {@code LabelVolume}. */
    int number() {
        return ordinal() + 1;
    }

    String label() {
        return label;
    }

    Code category() {
        return category;
    }

    Code type() {
        return type;
    }

    int rgb() {
        return rgb;
    }
}

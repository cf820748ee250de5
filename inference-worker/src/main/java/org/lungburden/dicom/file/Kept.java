package org.lungburden.dicom.file;

import java.util.Set;

/** Which attributes of a file stay in memory. */
enum Kept {
    /**
     * What a volume needs, for all slices at once. Nothing of it tells who the patient is, unless somebody typed it into
     * Series Description, of which no sentence repeats more than words of a list.
     */
    SLICE(Set.of(
            Tag.META_SOP_CLASS_UID,
            Tag.TRANSFER_SYNTAX_UID,
            Tag.SPECIFIC_CHARACTER_SET,
            Tag.IMAGE_TYPE,
            Tag.SOP_CLASS_UID,
            Tag.MODALITY,
            Tag.SERIES_DESCRIPTION,
            Tag.FRAME_TYPE,
            Tag.CONTRAST_BOLUS_AGENT,
            Tag.SLICE_THICKNESS,
            Tag.SPACING_BETWEEN_SLICES,
            Tag.STUDY_INSTANCE_UID,
            Tag.SERIES_INSTANCE_UID,
            Tag.SERIES_NUMBER,
            Tag.ACQUISITION_NUMBER,
            Tag.INSTANCE_NUMBER,
            Tag.FRAME_OF_REFERENCE_UID,
            Tag.SOP_INSTANCE_UID,
            Tag.PATIENT_ID,
            Tag.TEMPORAL_POSITION_IDENTIFIER,
            Tag.STACK_ID,
            Tag.TEMPORAL_POSITION_INDEX,
            Tag.FRAME_ACQUISITION_NUMBER,
            Tag.CONCATENATION_UID,
            Tag.IN_CONCATENATION_NUMBER,
            Tag.IN_CONCATENATION_TOTAL_NUMBER,
            Tag.NOMINAL_PERCENTAGE_OF_CARDIAC_PHASE,
            Tag.ACQUISITION_DATE_TIME,
            Tag.ACQUISITION_DATE,
            Tag.ACQUISITION_TIME,
            Tag.CONTENT_DATE,
            Tag.CONTENT_TIME,
            Tag.FRAME_ACQUISITION_DATE_TIME,
            Tag.FRAME_REFERENCE_DATE_TIME,
            Tag.TRIGGER_TIME,
            Tag.KVP,
            Tag.CONVOLUTION_KERNEL,
            Tag.IMAGE_POSITION_PATIENT,
            Tag.IMAGE_ORIENTATION_PATIENT,
            Tag.SAMPLES_PER_PIXEL,
            Tag.PHOTOMETRIC_INTERPRETATION,
            Tag.NUMBER_OF_FRAMES,
            Tag.ROWS,
            Tag.COLUMNS,
            Tag.PIXEL_SPACING,
            Tag.BITS_ALLOCATED,
            Tag.BITS_STORED,
            Tag.HIGH_BIT,
            Tag.PIXEL_REPRESENTATION,
            Tag.PIXEL_PADDING_VALUE,
            Tag.PIXEL_PADDING_RANGE_LIMIT,
            Tag.RESCALE_INTERCEPT,
            Tag.RESCALE_SLOPE,
            Tag.RESCALE_TYPE,
            Tag.LOSSY_IMAGE_COMPRESSION)),

    /** What other files of the same study repeat (DICOM PS3.3 C.7.1, C.7.2, C.7.4). It may identify the patient. */
    IDENTITY(Set.of(
            Tag.SPECIFIC_CHARACTER_SET,
            Tag.STUDY_DATE,
            Tag.SERIES_DATE,
            Tag.ACQUISITION_DATE,
            Tag.STUDY_TIME,
            Tag.ACCESSION_NUMBER,
            Tag.REFERRING_PHYSICIAN_NAME,
            Tag.STUDY_DESCRIPTION,
            Tag.PATIENT_NAME,
            Tag.PATIENT_ID,
            Tag.ISSUER_OF_PATIENT_ID,
            Tag.PATIENT_BIRTH_DATE,
            Tag.PATIENT_SEX,
            Tag.PATIENT_AGE,
            Tag.PATIENT_SIZE,
            Tag.PATIENT_WEIGHT,
            Tag.PATIENT_IDENTITY_REMOVED,
            Tag.DEIDENTIFICATION_METHOD,
            Tag.BODY_PART_EXAMINED,
            Tag.STUDY_ID,
            Tag.SERIES_NUMBER,
            Tag.POSITION_REFERENCE_INDICATOR,
            Tag.LOSSY_IMAGE_COMPRESSION,
            Tag.LOSSY_IMAGE_COMPRESSION_RATIO,
            Tag.LOSSY_IMAGE_COMPRESSION_METHOD));

    private final Set<Integer> tags;

    Kept(Set<Integer> tags) {
        this.tags = tags;
    }

    Set<Integer> tags() {
        return tags;
    }

    /** The transfer syntax is always kept, since it tells how to read the rest. */
    boolean holds(int tag) {
        return tag == Tag.TRANSFER_SYNTAX_UID || tags.contains(tag);
    }
}

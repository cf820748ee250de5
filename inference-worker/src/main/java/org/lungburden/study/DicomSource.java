package org.lungburden.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The images of a DICOM scan, and what other DICOM files about it take over. Every UID is valid. Where the scan has none,
 * one is made up, so that files of results are valid though no archive can match them.
 *
 * @param attributes values of patient, study, frame of reference and equipment as the first slice holds them, by tag
 *     (group in the upper, element in the lower 16 bits); text in the character set that (0008,0005) names. These values
 *     may identify the patient.
 * @param studyInstanceUid of all images
 * @param frameOfReferenceUid of all images
 * @param images one for each slice of the scan, in the order of its slices
 * @param replaced whether at least one UID was made up
 */
public record DicomSource(
        Map<Integer, byte[]> attributes,
        String studyInstanceUid,
        String frameOfReferenceUid,
        List<Image> images,
        boolean replaced) {

    public DicomSource {
        attributes = Map.copyOf(attributes);
        images = List.copyOf(images);
    }

    /**
     * An image of the scan.
     *
     * @param frame from 1 in a multi-frame file; 0 when the file holds one image
     * @param instanceNumber null when the header has none
     */
    public record Image(
            String sopClassUid,
            String sopInstanceUid,
            String seriesInstanceUid,
            int frame,
            @Nullable Integer instanceNumber) {}

    /** The bytes of an attribute; empty when the scan does not have it or has it without a value. */
    public Optional<byte[]> attribute(int tag) {
        return Optional.ofNullable(attributes.get(tag)).filter(value -> value.length > 0);
    }
}

package org.lungburden.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lungburden.geometry.Vector3;

/**
 * The images of a DICOM scan, and what other DICOM files about it take over. Every UID is valid. Where the scan has none,
 * one is made up, so that files of results are valid though no archive can match them.
 *
 * @param attributes values of patient, study, frame of reference and equipment as the first slice holds them, by tag
 *     (group in the upper, element in the lower 16 bits); text in the character set that (0008,0005) names. These values
 *     may identify the patient.
 * @param studyInstanceUid of all images
 * @param frameOfReferenceUid of all images
 * @param plane of all images, as written in the first
 * @param images one for each slice of the scan, in the order of its slices
 * @param replaced whether at least one UID was made up
 */
public record DicomSource(
        Map<Integer, byte[]> attributes,
        String studyInstanceUid,
        String frameOfReferenceUid,
        Plane plane,
        List<Image> images,
        boolean replaced) {

    public DicomSource {
        attributes = Map.copyOf(attributes);
        images = List.copyOf(images);
    }

    /**
     * How rows and columns lie (DICOM PS3.3 C.7.6.2).
     *
     * @param alongRow unit vector from a pixel to the next column
     * @param alongColumn unit vector from a pixel to the next row
     * @param rowSpacingMm distance of rows
     * @param columnSpacingMm distance of columns
     */
    public record Plane(Vector3 alongRow, Vector3 alongColumn, double rowSpacingMm, double columnSpacingMm) {}

    /**
     * An image of the scan.
     *
     * @param frame from 1 in a multi-frame file; 0 when the file holds one image
     * @param instanceNumber null when the header has none
     * @param position center of its first pixel, as written
     */
    public record Image(
            String sopClassUid,
            String sopInstanceUid,
            String seriesInstanceUid,
            int frame,
            @Nullable Integer instanceNumber,
            Vector3 position) {}

    /** The bytes of an attribute; empty when the scan does not have it or has it without a value. */
    public Optional<byte[]> attribute(int tag) {
        return Optional.ofNullable(attributes.get(tag)).filter(value -> value.length > 0);
    }
}

package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * Gives each frame of a file its own attributes. An enhanced multi-frame image keeps them in the shared and the
 * per-frame functional groups (DICOM PS3.3 C.7.6.16). Some programs write a file for each frame, with shared groups alone.
 * Other images have one frame.
 */
final class FunctionalGroups {
    /** What moves or scales the voxels of a frame. */
    private static final Map<Integer, String> GEOMETRY =
            Map.of(Tag.PIXEL_SPACING, "PixelSpacing", Tag.IMAGE_ORIENTATION_PATIENT, "ImageOrientationPatient");

    private static final List<Integer> SCALE = List.of(Tag.RESCALE_SLOPE, Tag.RESCALE_INTERCEPT);

    private FunctionalGroups() {}

    /** The number of frames that have a functional group of their own; 1 when there are no groups. */
    static int count(DataSet file) {
        return Math.max(1, file.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE).size());
    }

    /**
     * @return the values of each frame, in the order of the pixel data; the file's own values when there are no groups
     */
    static List<DataSet> frames(DataSet file) {
        List<DataSet> perFrame = file.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        if (perFrame.isEmpty()) {
            DataSet values = new DataSet(file.bigEndian());
            values.putValuesOf(file);
            file.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).forEach(shared -> addGroups(values, shared));
            return List.of(values);
        }
        List<DataSet> frames = new ArrayList<>();
        for (DataSet groups : perFrame) {
            DataSet frame = new DataSet(file.bigEndian());
            frame.putValuesOf(file);
            file.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE).forEach(shared -> addGroups(frame, shared));
            addGroups(frame, groups);
            frames.add(frame);
        }
        return frames;
    }

    /**
     * Keyword of an attribute of geometry that stands both in the shared and in the per-frame groups, with different values,
     * though the standard allows one of them. Nothing tells which is right.
     */
    static Optional<String> contradiction(DataSet file) {
        return GEOMETRY.keySet().stream()
                .filter(tag -> differs(file, tag))
                .sorted()
                .map(GEOMETRY::get)
                .findFirst();
    }

    /** Whether a frame has a scale of its own beside a shared one. The frame's holds. */
    static boolean hasTwoScales(DataSet file) {
        return SCALE.stream().anyMatch(tag -> differs(file, tag));
    }

    private static boolean differs(DataSet file, int tag) {
        List<List<Double>> shared = values(file.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE), tag);
        return !shared.isEmpty()
                && values(file.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE), tag).stream()
                        .anyMatch(own -> !shared.contains(own));
    }

    private static List<List<Double>> values(List<DataSet> groups, int tag) {
        return groups.stream()
                .flatMap(group -> group.allItems().stream())
                .filter(item -> item.contains(tag))
                .map(item -> item.decimals(tag, item.texts(tag).size()).stream()
                        .flatMapToDouble(Arrays::stream)
                        .boxed()
                        .toList())
                .filter(numbers -> !numbers.isEmpty())
                .distinct()
                .toList();
    }

    private static void addGroups(DataSet frame, DataSet groups) {
        groups.allItems().forEach(frame::putValuesOf);
    }
}

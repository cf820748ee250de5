package org.lungburden.dicom.series;

import java.util.ArrayList;
import java.util.List;
import org.lungburden.dicom.file.DataSet;
import org.lungburden.dicom.file.Tag;

/**
 * Gives each frame of a file its own attributes. An enhanced multi-frame image keeps them in the shared and the
 * per-frame functional groups (DICOM PS3.3 C.7.6.16). Some programs write a file for each frame, with shared groups alone.
 * Other images have one frame.
 */
final class FunctionalGroups {
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

    private static void addGroups(DataSet frame, DataSet groups) {
        groups.allItems().forEach(frame::putValuesOf);
    }
}

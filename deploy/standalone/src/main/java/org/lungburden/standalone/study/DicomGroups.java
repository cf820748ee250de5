package org.lungburden.standalone.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lungburden.dicom.series.ImageIds;

/**
 * The DICOM files of all folders by study. The files of one study in one folder are a group, and so are folders that hold
 * different series of one study, as a hospital's disc has them. A folder that holds a series once more is a copy, and
 * stays a study of its own.
 */
final class DicomGroups {
    /** Of one study. */
    static final class Group {
        final String study;
        final Set<Path> folders = new HashSet<>();
        final List<Path> files = new ArrayList<>();
        private final Set<String> series = new HashSet<>();
        private boolean ct;

        private Group(String study) {
            this.study = study;
        }

        private void add(Path folder, Path file, ImageIds ids) {
            folders.add(folder);
            files.add(file);
            series.add(ids.series());
            ct = ct || ids.ct();
        }

        private void add(Group other) {
            folders.addAll(other.folders);
            files.addAll(other.files);
            series.addAll(other.series);
            ct = ct || other.ct;
        }
    }

    private final List<Group> groups = new ArrayList<>();

    /** @param files of one folder */
    void add(Path folder, Map<Path, ImageIds> files) {
        Map<String, Group> byStudy = new LinkedHashMap<>();
        files.forEach(
                (file, ids) -> byStudy.computeIfAbsent(ids.study(), Group::new).add(folder, file, ids));
        byStudy.values().forEach(this::merge);
    }

    private void merge(Group next) {
        for (Group group : groups) {
            boolean same = !next.study.isEmpty() && group.study.equals(next.study);
            // results of this program name the study of their scan, and a measured folder must stay what it was
            if (same && group.ct && next.ct && Collections.disjoint(group.series, next.series)) {
                group.add(next);
                return;
            }
        }
        groups.add(next);
    }

    /** Those that hold CT images; reports, masks and other images alone are no study to measure. */
    List<Group> withCt() {
        return groups.stream().filter(group -> group.ct).toList();
    }

    /** Folders of images that belong to no study with CT images. */
    Set<Path> foldersWithoutCt() {
        Set<String> measured = withCt().stream().map(group -> group.study).collect(Collectors.toSet());
        return groups.stream()
                .filter(group -> !measured.contains(group.study))
                .flatMap(group -> group.folders.stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

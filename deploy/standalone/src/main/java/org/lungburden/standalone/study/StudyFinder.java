package org.lungburden.standalone.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the studies that a user names: files, folders, and folders of studies.
 *
 * @param studies in the order of the command line; each has a folder of its own
 * @param foldersWithoutCt folders of DICOM images that are passed over, since none is a CT
 */
public record StudyFinder(List<FoundStudy> studies, Set<Path> foldersWithoutCt) {

    /**
     * @param named checked by {@link StudyCheck#exists}; empty for the phantom
     * @param results folder of results, which holds no study to measure
     */
    public static StudyFinder find(List<Path> named, Path results) throws IOException {
        if (named.isEmpty()) {
            return new StudyFinder(List.of(FoundStudy.PHANTOM), Set.of());
        }
        List<FoundStudy> studies = new ArrayList<>();
        Set<Path> without = new TreeSet<>();
        Set<Path> taken = new HashSet<>();
        for (Path each : named) {
            for (FoundStudy study : studiesOf(each, results, without)) {
                studies.add(study.in(freeFolder(study, taken)));
            }
        }
        return new StudyFinder(List.copyOf(studies), without);
    }

    private static List<FoundStudy> studiesOf(Path named, Path results, Set<Path> without) throws IOException {
        if (!Files.isDirectory(named)) {
            String name = nameOf(named);
            return List.of(
                    new FoundStudy(named, name, Path.of(FolderStudies.withoutEnding(name)), List.of(named), true));
        }
        Path root = named.toRealPath();
        List<Path> files = StudyCheck.files(root);
        Path earlier = Files.exists(results) ? results.toRealPath() : null;
        boolean within = earlier != null && !root.startsWith(earlier);
        List<Path> others = within
                ? files.stream().filter(file -> !file.startsWith(earlier)).toList()
                : files;
        FolderStudies found = FolderStudies.of(root, others);
        if (found.studies().size() < 2) {
            // one study, or none; the service then tells what lies there instead
            String name = nameOf(named);
            return List.of(new FoundStudy(named, name, Path.of(name), others, false));
        }
        without.addAll(found.foldersWithoutCt());
        return found.studies();
    }

    private static Path freeFolder(FoundStudy study, Set<Path> taken) throws IOException {
        Path wanted = study.folder();
        if (taken.add(wanted)) {
            return wanted;
        }
        List<Path> others = new ArrayList<>();
        others.add(Path.of(study.name()));
        if (study.named() != null) {
            others.add(Path.of(nameOf(study.named())).resolve(wanted));
        }
        for (Path other : others) {
            if (taken.add(other)) {
                return other;
            }
        }
        for (int n = 2; ; n++) {
            Path numbered = wanted.resolveSibling(wanted.getFileName() + "-" + n);
            if (taken.add(numbered)) {
                return numbered;
            }
        }
    }

    /** The user's name for a file or folder. */
    static String nameOf(Path named) throws IOException {
        Path name = named.normalize().getFileName();
        boolean telling =
                name != null && !name.toString().isEmpty() && !name.toString().equals("..");
        return String.valueOf(telling ? name : named.toRealPath().getFileName());
    }
}

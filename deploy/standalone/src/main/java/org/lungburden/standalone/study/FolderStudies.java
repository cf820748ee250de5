package org.lungburden.standalone.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lungburden.dicom.series.ImageIds;
import org.lungburden.standalone.client.StoredResult;

/**
 * The studies in a folder and the folders below it. The DICOM files of a folder are one study, or one for each
 * StudyInstanceUID; what else lies beside the DICOM files of a single study belongs to it. In other folders each archive
 * and each NIfTI image is a study. A folder with a result of this program holds none.
 */
final class FolderStudies {
    private final Path root;
    private final DicomGroups dicom = new DicomGroups();
    private final List<FoundStudy> studies = new ArrayList<>();
    private final Map<Path, List<Path>> filesBeside = new LinkedHashMap<>();

    private FolderStudies(Path root) {
        this.root = root;
    }

    /** @param files all files below the folder that may belong to a study */
    static FolderStudies of(Path root, Collection<Path> files) throws IOException {
        FolderStudies found = new FolderStudies(root);
        Map<Path, List<Path>> byFolder = new TreeMap<>();
        for (Path file : files) {
            byFolder.computeIfAbsent(parent(file), unseen -> new ArrayList<>()).add(file);
        }
        for (Map.Entry<Path, List<Path>> folder : byFolder.entrySet()) {
            if (!StoredResult.isIn(folder.getKey())) {
                found.look(folder.getKey(), folder.getValue());
            }
        }
        for (DicomGroups.Group group : found.dicom.withCt()) {
            found.add(group);
        }
        return found;
    }

    /** In the order of their folders. */
    List<FoundStudy> studies() {
        return studies.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    Set<Path> foldersWithoutCt() {
        return dicom.foldersWithoutCt();
    }

    private void look(Path folder, List<Path> files) throws IOException {
        Map<Path, ImageIds> images = new LinkedHashMap<>();
        List<Path> archives = new ArrayList<>();
        NiftiFiles nifti = new NiftiFiles();
        for (Path file : files) {
            StudyCheck.readable(file, root);
            ContentKind kind = ContentKind.of(file);
            String name = String.valueOf(file.getFileName());
            if (kind instanceof ContentKind.Dicom image) {
                images.put(file, image.ids());
            } else if (kind instanceof ContentKind.Archive
                    || kind instanceof ContentKind.Other && isCalledStudy(name)) {
                archives.add(file);
            } else if (kind instanceof ContentKind.Nifti || NiftiFiles.isVoxelsOfPair(name)) {
                nifti.add(file, name);
            }
        }
        dicom.add(folder, images);
        boolean oneStudy = images.values().stream()
                        .filter(ImageIds::ct)
                        .map(ImageIds::study)
                        .distinct()
                        .count()
                == 1;
        if (oneStudy) {
            filesBeside.put(folder, files);
            return;
        }
        archives.forEach(archive -> add(List.of(archive)));
        for (List<Path> image : nifti.studies()) {
            add(image);
        }
    }

    /** A file that is called a study but is none is refused by name, not passed over. */
    private static boolean isCalledStudy(String name) {
        return name.toLowerCase(Locale.ROOT).matches(".*[.](zip|tar|tgz|tar[.]gz|nii|nii[.]gz|7z|rar)");
    }

    private void add(List<Path> files) {
        String name = below(files.get(0));
        studies.add(new FoundStudy(root, name, Path.of(withoutEnding(name)), files, files.size() == 1));
    }

    private void add(DicomGroups.Group group) {
        List<Path> files = new ArrayList<>(group.files);
        boolean alone = true;
        for (Path folder : group.folders) {
            List<Path> all = filesBeside.getOrDefault(folder, List.of());
            alone = alone && !all.isEmpty();
            all.stream().filter(file -> !files.contains(file)).forEach(files::add);
        }
        String folder =
                below(group.folders.stream().reduce(FolderStudies::common).orElse(root));
        String name = alone && !folder.isEmpty() ? folder : folder + (folder.isEmpty() ? "" : "/") + group.study;
        studies.add(new FoundStudy(root, name, Path.of(name), files, false));
    }

    private static Path common(Path one, Path other) {
        Path shared = one;
        while (!other.startsWith(shared)) {
            shared = parent(shared);
        }
        return shared;
    }

    private static Path parent(Path path) {
        return path.resolve("..").normalize();
    }

    /** With slashes; empty for the root. */
    private String below(Path path) {
        return root.relativize(path).toString();
    }

    /** Two files may differ in the ending alone; {@link StudyFinder} tells such folders apart. */
    static String withoutEnding(String name) {
        return name.replaceFirst("(?i)(?<=[^/])([.](nii|tar|dcm|hdr|img))?[.](gz|zip|tar|tgz|nii|dcm|hdr|img)$", "");
    }
}

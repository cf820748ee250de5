package org.lungburden.standalone.study;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A study to measure, before anybody has looked into its images.
 *
 * @param named what the user named; null for the phantom
 * @param name how tables call the study: the name of its file or folder, with the folders below {@code named}
 * @param folder where its results go below the folder of all results; relative, and no other study's
 * @param files its files
 * @param wholeFile whether its one file holds it all and is uploaded as it is
 */
public record FoundStudy(@Nullable Path named, String name, Path folder, List<Path> files, boolean wholeFile) {
    public FoundStudy {
        // a terminal would obey some of them
        name = name.replaceAll("\\p{Cntrl}", "_");
        files = List.copyOf(files);
    }

    public static final FoundStudy PHANTOM = new FoundStudy(null, "phantom", Path.of("phantom"), List.of(), false);

    /** Whether a zip of its files is uploaded. */
    boolean packed() {
        return named != null && !wholeFile;
    }

    /** The last part of the name, which the result carries. */
    public String fileName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** The same with its results in another folder. */
    public FoundStudy in(Path other) {
        return new FoundStudy(named, name, other, files, wholeFile);
    }
}

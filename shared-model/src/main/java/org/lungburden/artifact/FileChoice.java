package org.lungburden.artifact;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files of a result a client wants: {@code default}, {@code all}, or names with commas between them. A file that
 * the scan cannot have, such as a DICOM file of a NIfTI scan, is left out.
 */
public record FileChoice(Set<KnownFile> files) {
    private static final String DEFAULT_WORD = "default";
    private static final String ALL_WORD = "all";

    public static final FileChoice DEFAULT = new FileChoice(
            Arrays.stream(KnownFile.values()).filter(KnownFile::byDefault).collect(Collectors.toUnmodifiableSet()));
    public static final FileChoice ALL = new FileChoice(EnumSet.allOf(KnownFile.class));

    public FileChoice {
        files = Set.copyOf(files);
    }

    /** @return empty when a name is unknown, or {@code default} or {@code all} stands beside others */
    public static Optional<FileChoice> of(String text) {
        if (text.equals(DEFAULT_WORD)) {
            return Optional.of(DEFAULT);
        }
        if (text.equals(ALL_WORD)) {
            return Optional.of(ALL);
        }
        Set<KnownFile> files = EnumSet.noneOf(KnownFile.class);
        for (String name : text.split(",", -1)) {
            Optional<KnownFile> file = KnownFile.named(name);
            if (file.isEmpty()) {
                return Optional.empty();
            }
            files.add(file.get());
        }
        return Optional.of(new FileChoice(files));
    }

    /** The shortest text that {@link #of} reads as this choice. */
    public String text() {
        if (equals(DEFAULT)) {
            return DEFAULT_WORD;
        }
        if (equals(ALL)) {
            return ALL_WORD;
        }
        return files.stream().sorted().map(KnownFile::fileName).collect(Collectors.joining(","));
    }

    public boolean holds(KnownFile file) {
        return files.contains(file);
    }
}

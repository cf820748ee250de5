package org.lungburden.artifact;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files of a result a client wants: {@code default}, {@code all}, or names with commas between them. A file that
 * the scan cannot have, such as a DICOM file of a NIfTI scan, is left out.
 *
 * @param later names that only a newer version knows; this version tells them to clients and makes no such file
 */
public record FileChoice(Set<KnownFile> files, Set<String> later) {
    private static final String DEFAULT_WORD = "default";
    private static final String ALL_WORD = "all";

    public static final FileChoice DEFAULT = new FileChoice(
            Arrays.stream(KnownFile.values()).filter(KnownFile::byDefault).collect(Collectors.toUnmodifiableSet()));
    public static final FileChoice ALL = new FileChoice(EnumSet.allOf(KnownFile.class));

    public FileChoice {
        files = Set.copyOf(files);
        later = Set.copyOf(later);
    }

    public FileChoice(Set<KnownFile> files) {
        this(files, Set.of());
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

    /** A stored choice. Unlike a client's, it may hold names that only a newer version knows. */
    public static FileChoice stored(String text) {
        return of(text).orElseGet(() -> {
            Set<KnownFile> files = EnumSet.noneOf(KnownFile.class);
            Set<String> later = new HashSet<>();
            for (String name : text.split(",", -1)) {
                KnownFile.named(name).ifPresentOrElse(files::add, () -> later.add(name));
            }
            return new FileChoice(files, later);
        });
    }

    /** The shortest text that {@link #stored} reads as this choice. */
    public String text() {
        if (equals(DEFAULT)) {
            return DEFAULT_WORD;
        }
        if (equals(ALL)) {
            return ALL_WORD;
        }
        return Stream.concat(
                        files.stream().sorted().map(KnownFile::fileName),
                        later.stream().sorted())
                .collect(Collectors.joining(","));
    }

    public boolean holds(KnownFile file) {
        return files.contains(file);
    }
}

package org.lungburden.api.bundles;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.ChoiceParameters;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.JobArtifact;

/**
 * Which files of each job go into a zip.
 *
 * @param exact whether the client named files, so that it hears of one that a job lacks
 */
record Selection(FileChoice choice, boolean exact) {

    /**
     * @param names null for the default files
     * @throws org.lungburden.api.problem.ParameterException for a name that no file has
     */
    static Selection of(@Nullable String names) {
        FileChoice choice = ChoiceParameters.names(names);
        return new Selection(choice, !choice.equals(FileChoice.DEFAULT) && !choice.equals(FileChoice.ALL));
    }

    /** @param absent names that the client asked for and the job does not have */
    record Chosen(List<JobArtifact> files, List<String> absent) {
        static final Chosen NONE = new Chosen(List.of(), List.of());

        /** What is read, for the audit. */
        String text() {
            return Stream.concat(Stream.of(FilesZip.RESULT), files.stream().map(JobArtifact::name))
                    .collect(Collectors.joining(","));
        }
    }

    Chosen from(List<JobArtifact> files) {
        List<JobArtifact> chosen = files.stream().filter(this::holds).toList();
        List<String> found = chosen.stream().map(JobArtifact::name).toList();
        List<String> absent = choice.files().stream()
                .sorted()
                .map(KnownFile::fileName)
                .filter(name -> exact && !found.contains(name))
                .toList();
        return new Chosen(chosen, absent);
    }

    /** A file that only a newer version knows belongs to all. */
    private boolean holds(JobArtifact file) {
        Optional<KnownFile> known = KnownFile.named(file.name());
        return known.map(choice::holds).orElse(choice.equals(FileChoice.ALL));
    }
}

package org.lungburden.api.jobs;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.JobPriority;
import org.lungburden.job.StudyChoices;

/** The query parameters that say how a study is to be measured, and how soon. */
public final class ChoiceParameters {
    private static final Pattern UID = Pattern.compile("[0-9.]{1,64}(:[1-9][0-9]{0,3})?");
    private static final String KNOWN_FILES =
            Arrays.stream(KnownFile.values()).map(KnownFile::fileName).collect(Collectors.joining(", "));

    private ChoiceParameters() {}

    /** Reads what the query holds; null stands for an absent parameter. Throws {@link ParameterException}. */
    public static StudyChoices checked(@Nullable String seriesInstanceUid, @Nullable String files) {
        return new StudyChoices(uid(seriesInstanceUid), files("files", files));
    }

    /** The priority of a job of this batch; null stands for an absent parameter. Throws {@link ParameterException}. */
    public static JobPriority priority(@Nullable String priority, @Nullable String batch) {
        return priority == null
                ? JobPriority.usual(batch)
                : JobPriority.of(priority)
                        .orElseThrow(() -> new ParameterException(
                                "priority",
                                "The parameter priority must be "
                                        + JobPriority.known().stream()
                                                .map(JobPriority::name)
                                                .collect(Collectors.joining(" or "))
                                        + "."));
    }

    private static @Nullable String uid(@Nullable String uid) {
        if (uid != null && !UID.matcher(uid).matches()) {
            throw new ParameterException(
                    "seriesInstanceUid",
                    "The parameter seriesInstanceUid must be 1 to 64 digits and dots, perhaps with a colon and the number"
                            + " of a volume behind them.");
        }
        return uid;
    }

    /** The files of a zip; null stands for an absent parameter. Throws {@link ParameterException}. */
    public static FileChoice names(@Nullable String names) {
        FileChoice choice = files("names", names);
        return choice == null ? FileChoice.DEFAULT : choice;
    }

    private static @Nullable FileChoice files(String parameter, @Nullable String files) {
        return files == null
                ? null
                : FileChoice.of(files)
                        .orElseThrow(() -> new ParameterException(
                                parameter,
                                "The parameter " + parameter
                                        + " must be default, all, or names with commas between them, of " + KNOWN_FILES
                                        + "."));
    }
}

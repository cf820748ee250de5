package org.lungburden.api.jobs;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.job.JobFilter.Field;

/**
 * Labels with which a client finds a job again: 1 to 128 characters each, without control characters.
 *
 * @param reference the client's own id
 * @param subject pseudonym that links the scans of a patient
 * @param batch the client's grouping
 */
public record Labels(
        @Nullable String reference,
        @Nullable String subject,
        @Nullable String batch) {

    private static final Pattern LABEL = Pattern.compile("^[^\\u0000-\\u001f\\u007f-\\u009f]{1,128}$");

    /** @throws ParameterException for the first invalid label */
    public Labels {
        check("reference", reference);
        check("subject", subject);
        check("batch", batch);
    }

    /** The batch, where there is one for certain. */
    public String required() {
        if (batch == null) {
            throw new IllegalStateException("no batch");
        }
        return batch;
    }

    /** The labels that are present, as a list filters by them. */
    Map<Field, String> values() {
        Map<Field, String> values = new EnumMap<>(Field.class);
        put(values, Field.REFERENCE, reference);
        put(values, Field.SUBJECT, subject);
        put(values, Field.BATCH, batch);
        return values;
    }

    private static void put(Map<Field, String> values, Field field, @Nullable String label) {
        if (label != null) {
            values.put(field, label);
        }
    }

    static void check(String parameter, @Nullable String label) {
        if (label != null && !LABEL.matcher(label).matches()) {
            throw new ParameterException(
                    parameter,
                    "The parameter " + parameter + " must be 1 to 128 characters without control characters.");
        }
    }
}

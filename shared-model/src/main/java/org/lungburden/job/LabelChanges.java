package org.lungburden.job;

import java.util.Map;
import java.util.Optional;

/**
 * What a client changes of the labels of its job.
 *
 * @param values the labels that change: the new value, or empty where the label is removed; a day as ISO 8601
 */
public record LabelChanges(Map<Label, Optional<String>> values) {

    public LabelChanges {
        values = Map.copyOf(values);
    }

    public enum Label {
        REFERENCE,
        SUBJECT,
        BATCH,
        ACQUIRED_ON
    }
}

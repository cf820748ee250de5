package org.lungburden.report.pdf;

import org.jspecify.annotations.Nullable;

/**
 * What the head of the page tells beside the client's reference.
 *
 * @param scanDate null when it is not kept or not known
 * @param patient null unless the settings ask for the patient's name
 */
public record Heading(@Nullable String scanDate, @Nullable String patient) {
    /** Nothing that may tell who the patient is. */
    public static final Heading NONE = new Heading(null, null);
}

package org.lungburden.report.pdf;

/**
 * What of a scan's header the report may tell.
 *
 * @param scanDate the date of the study
 * @param identity the patient's name, ID and date of birth
 */
public record Disclosure(boolean scanDate, boolean identity) {
    /** Nothing that may tell who the patient is. */
    public static final Disclosure NONE = new Disclosure(false, false);
}

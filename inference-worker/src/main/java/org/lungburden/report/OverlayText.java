package org.lungburden.report;

import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/**
 * What the picture says in words and numbers.
 *
 * @param reference the client's own id of the study, null when the client gave none
 */
public record OverlayText(@Nullable String reference, ResultDocument.Measured result) {}

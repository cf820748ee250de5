package org.lungburden.report;

import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/**
 * The words and numbers of the picture.
 *
 * @param reference the client's own id of the study; null when the client gave none
 */
public record OverlayText(@Nullable String reference, ResultDocument.Measured result) {}

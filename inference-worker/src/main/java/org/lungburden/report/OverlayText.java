package org.lungburden.report;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lungburden.result.ResultDocument;

/**
 * The words and numbers of the picture.
 *
 * @param reference the client's own id of the study; null when the client gave none
 * @param job whose result this is; null outside a service
 */
public record OverlayText(
        @Nullable String reference, @Nullable UUID job, ResultDocument.Measured result) {}

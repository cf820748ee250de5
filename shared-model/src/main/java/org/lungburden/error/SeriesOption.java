package org.lungburden.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A series of an upload, as clients may choose it. Result and errors show it in this form.
 *
 * @param seriesInstanceUid absent when the header has no valid one
 * @param thicknessMm slice thickness, or the slice distance when the header has none
 * @param reason why this series was not measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesOption(
        @Nullable String seriesInstanceUid,
        int slices,
        @Nullable Double thicknessMm,
        String reason) {}

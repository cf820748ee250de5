package org.lungburden.error;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A series of an upload, as clients may choose it. Result and errors show it in this form.
 *
 * @param seriesInstanceUid absent when the header has no valid one
 * @param thicknessMm slice thickness, or the slice distance when the header has none
 * @param reason why this series was not measured
 * @param volume its number among the volumes that share the Series Instance UID; absent when it is alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SeriesOption(
        @Nullable String seriesInstanceUid,
        int slices,
        @Nullable Double thicknessMm,
        String reason,
        @Nullable Integer volume) {
    /** A series that holds one volume. */
    public SeriesOption(@Nullable String seriesInstanceUid, int slices, @Nullable Double thicknessMm, String reason) {
        this(seriesInstanceUid, slices, thicknessMm, reason, null);
    }
}

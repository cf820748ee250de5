package org.lungburden.study;

import java.util.List;
import java.util.stream.Stream;
import org.lungburden.error.SeriesOption;

/**
 * Why this series of the upload was read.
 *
 * @param reason a sentence
 * @param others the series that were not read, each with its reason
 */
public record SeriesChoice(String reason, List<SeriesOption> others) {
    public SeriesChoice {
        others = List.copyOf(others);
    }

    /** The same choice, with images beside it that were not read either. */
    SeriesChoice beside(List<SeriesOption> further) {
        return new SeriesChoice(
                reason, Stream.concat(others.stream(), further.stream()).toList());
    }
}

package org.lungburden.error;

import java.util.List;

/** The client must name the series to measure. The candidates are the only data of the upload that the fault shows. */
public final class SeriesChoiceException extends CodedException {
    private static final long serialVersionUID = 1L;

    private final transient List<SeriesOption> candidates;

    public SeriesChoiceException(ErrorCode code, String detail, List<SeriesOption> candidates) {
        super(code, detail);
        this.candidates = List.copyOf(candidates);
    }

    @Override
    public List<SeriesOption> candidates() {
        return candidates;
    }
}

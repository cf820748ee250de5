package org.lungburden.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;

/**
 * Why a job failed: the code, and a sentence fit for the client.
 *
 * @param code name of an {@link ErrorCode}, or of one that a newer version knows
 * @param candidates the series that the client may choose; empty unless the series was the fault
 */
public record JobError(String code, String detail, List<SeriesOption> candidates) {
    public JobError {
        candidates = List.copyOf(candidates);
    }

    public JobError(ErrorCode code, String detail, List<SeriesOption> candidates) {
        this(code.name(), detail, candidates);
    }

    public JobError(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public static JobError of(CodedException fault) {
        return new JobError(fault.code(), fault.detail(), fault.candidates());
    }

    /** The code; empty when only a newer version knows it. */
    public Optional<ErrorCode> known() {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst();
    }
}

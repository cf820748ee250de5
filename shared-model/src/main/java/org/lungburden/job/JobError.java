package org.lungburden.job;

import java.util.List;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.lungburden.error.SeriesOption;

/**
 * Why a job failed: the code, and a sentence fit for the client.
 *
 * @param candidates the series that the client may choose; empty unless the series was the fault
 */
public record JobError(ErrorCode code, String detail, List<SeriesOption> candidates) {
    public JobError {
        candidates = List.copyOf(candidates);
    }

    public JobError(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    public static JobError of(CodedException fault) {
        return new JobError(fault.code(), fault.detail(), fault.candidates());
    }
}

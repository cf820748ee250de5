package org.lungburden.api.results;

import org.lungburden.error.ErrorCode;
import org.lungburden.job.JobError;

/** The job has no result. The answer is 409, whatever status the code has elsewhere. */
public class NoResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient JobError error;

    NoResultException(ErrorCode code) {
        this(new JobError(code, code.sentence()));
    }

    NoResultException(JobError error) {
        super(error.code());
        this.error = error;
    }

    public JobError error() {
        return error;
    }
}

package org.lungburden.job;

import org.lungburden.error.ErrorCode;

/** Why a job failed: the code, and a sentence fit for the client. */
public record JobError(ErrorCode code, String detail) {}

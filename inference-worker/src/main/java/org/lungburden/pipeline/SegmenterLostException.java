package org.lungburden.pipeline;

import java.io.Serial;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The segmenter lacks a resource and cannot go on in this process. The worker records the end of the attempt, takes no
 * other job and ends, so that a new process replaces the worker.
 */
public final class SegmenterLostException extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param code of the category resource */
    public SegmenterLostException(ErrorCode code, Throwable cause) {
        super(code, code.sentence(), cause);
    }
}

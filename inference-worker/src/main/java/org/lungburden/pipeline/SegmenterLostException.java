package org.lungburden.pipeline;

import java.io.Serial;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * The segmenter failed for want of a resource and cannot go on in this process: its worker writes how the attempt ended,
 * takes no other job and ends, so that a new process takes its place.
 */
public final class SegmenterLostException extends CodedException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param code of the category resource */
    public SegmenterLostException(ErrorCode code, Throwable cause) {
        super(code, code.sentence(), cause);
    }
}

package org.lungburden.measure.archviolations;

import org.lungburden.error.ErrorCode;

class KernelThatKnowsACode {
    ErrorCode code() {
        return ErrorCode.NO_LUNG_FOUND;
    }
}

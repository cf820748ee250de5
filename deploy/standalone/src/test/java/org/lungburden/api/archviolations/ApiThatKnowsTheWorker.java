package org.lungburden.api.archviolations;

import org.lungburden.pipeline.Segmenter;

class ApiThatKnowsTheWorker {
    void close(Segmenter segmenter) {
        segmenter.close();
    }
}

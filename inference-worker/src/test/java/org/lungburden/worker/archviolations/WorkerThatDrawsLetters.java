package org.lungburden.worker.archviolations;

import org.apache.fontbox.ttf.TTFParser;

class WorkerThatDrawsLetters {
    TTFParser parser() {
        return new TTFParser();
    }
}

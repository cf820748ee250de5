package org.lungburden.api.archviolations;

import org.lungburden.geometry.archviolations.StandIn;

class KnowsTheWorker {
    void work() {
        StandIn.call();
    }
}

package org.lungburden.api.archviolations;

import software.amazon.awssdk.archviolations.StandIn;

class KnowsAws {
    void put() {
        StandIn.call();
    }
}

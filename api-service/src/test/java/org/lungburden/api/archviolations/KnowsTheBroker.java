package org.lungburden.api.archviolations;

import com.rabbitmq.archviolations.StandIn;

class KnowsTheBroker {
    void publish() {
        StandIn.call();
    }
}

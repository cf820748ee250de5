package org.lungburden.queue.rabbit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The present failures between this process and the broker, for the publisher and the consumers. */
final class BrokerFaults {
    private final Map<Object, String> sentences = new ConcurrentHashMap<>();

    /** @return whether the failure is new for this part */
    boolean add(Object who, BrokerException fault) {
        return !fault.sentence().equals(sentences.put(who, fault.sentence()));
    }

    /** @return whether this part had a failure */
    boolean clear(Object who) {
        return sentences.remove(who) != null;
    }

    Optional<String> any() {
        return sentences.values().stream().findFirst();
    }
}

package org.lungburden.queue.rabbit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What keeps the publisher and the consumers of this process from the broker at present. */
final class BrokerFaults {
    private final Map<Object, String> sentences = new ConcurrentHashMap<>();

    /** @return whether this is news of whoever has it */
    boolean add(Object who, BrokerException fault) {
        return !fault.sentence().equals(sentences.put(who, fault.sentence()));
    }

    /** @return whether there was one */
    boolean clear(Object who) {
        return sentences.remove(who) != null;
    }

    Optional<String> any() {
        return sentences.values().stream().findFirst();
    }
}

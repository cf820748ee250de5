package org.lungburden.api.background;

import java.time.Duration;
import org.lungburden.api.limits.SharedSlots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Renews the slots that uploads hold, and gives back the others, so that the other APIs can take them. */
final class SlotExchange extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SlotExchange.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** A slot counts for 30 s. */
    private static final int ROUNDS_A_RENEWAL = 8;

    private final SharedSlots slots;
    private int rounds;

    SlotExchange(SharedSlots slots) {
        super("slot-exchange", INTERVAL);
        this.slots = slots;
    }

    @Override
    void round() {
        try {
            slots.giveBack();
            if (++rounds % ROUNDS_A_RENEWAL == 0) {
                slots.renew();
            }
        } catch (DataAccessException e) {
            LOG.debug("The slots could not be renewed or given back; the next round tries again", e);
        }
    }

    /** A stop in order leaves no slot taken. */
    @Override
    public synchronized void stop() {
        super.stop();
        round();
    }
}

package org.lungburden.queue.rabbit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** RabbitMQ cannot be reached or refuses a request. The message holds no secret. */
public final class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String sentence;
    private final boolean refusal;

    private BrokerException(String sentence, @Nullable String detail, boolean refusal, @Nullable Throwable cause) {
        super(detail == null ? sentence : sentence + ": " + detail, cause);
        this.sentence = sentence;
        this.refusal = refusal;
    }

    /** @param detail for the log alone: addresses and the broker's answer */
    static BrokerException outage(String sentence, @Nullable String detail, @Nullable Throwable cause) {
        return new BrokerException(sentence, detail, false, cause);
    }

    /** A failure that lasts until somebody changes a setting or something in the broker. */
    static BrokerException refusal(String sentence, @Nullable String detail, @Nullable Throwable cause) {
        return new BrokerException(sentence, detail, true, cause);
    }

    /** A sentence that anybody may read, without addresses and the broker's answer. */
    String sentence() {
        return sentence;
    }

    boolean isRefusal() {
        return refusal;
    }
}

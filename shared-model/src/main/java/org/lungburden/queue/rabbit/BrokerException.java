package org.lungburden.queue.rabbit;

import java.io.Serial;

/** RabbitMQ cannot be reached or does not do what it was asked; the sentence names no secret. */
public final class BrokerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}

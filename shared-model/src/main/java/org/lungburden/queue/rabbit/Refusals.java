package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Tells a broker that is away from one that says no, and why it does. */
final class Refusals {
    private static final Set<Integer> STAY = Set.of(AMQP.ACCESS_REFUSED, AMQP.PRECONDITION_FAILED, AMQP.NOT_ALLOWED);

    private Refusals() {}

    static BrokerException ofConnection(String address, Exception failure) {
        if (failure instanceof AuthenticationFailureException) {
            return BrokerException.refusal("RabbitMQ refuses the user name or the password", address, failure);
        }
        if (causeOf(failure, SSLHandshakeException.class) != null) {
            return BrokerException.refusal(
                    "The certificates of RabbitMQ and of this process do not suit each other",
                    address + "; lungburden.amqp.ssl-bundle names those to trust and to show",
                    failure);
        }
        if (causeOf(failure, SSLException.class) != null) {
            return BrokerException.outage(
                    "RabbitMQ cannot be reached by TLS", address + "; its port may be the one without TLS", failure);
        }
        AMQP.Connection.Close close = reason(failure, AMQP.Connection.Close.class);
        if (close != null && STAY.contains(close.getReplyCode())) {
            return BrokerException.refusal("RabbitMQ refuses the connection", close.getReplyText(), failure);
        }
        return BrokerException.outage("RabbitMQ cannot be reached", "at " + address, failure);
    }

    static BrokerException ofDeclaration(String queue, Exception failure) {
        AMQP.Channel.Close close = reason(failure, AMQP.Channel.Close.class);
        String sentence = "RabbitMQ does not let the queue " + queue + " be declared";
        if (close != null && STAY.contains(close.getReplyCode())) {
            return BrokerException.refusal(sentence, close.getReplyText(), failure);
        }
        return BrokerException.outage(sentence, close == null ? null : close.getReplyText(), failure);
    }

    /** What the broker said when a queue of that name stands there with other arguments. */
    static @Nullable String difference(Exception failure) {
        AMQP.Channel.Close close = reason(failure, AMQP.Channel.Close.class);
        return close != null && close.getReplyCode() == AMQP.PRECONDITION_FAILED ? close.getReplyText() : null;
    }

    private static <T> @Nullable T reason(Exception failure, Class<T> kind) {
        ShutdownSignalException signal = causeOf(failure, ShutdownSignalException.class);
        return signal != null && kind.isInstance(signal.getReason()) ? kind.cast(signal.getReason()) : null;
    }

    private static <T extends Throwable> @Nullable T causeOf(Throwable failure, Class<T> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return kind.cast(cause);
            }
        }
        return null;
    }
}

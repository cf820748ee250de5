package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.Causes;

/** Separates an unreachable broker from a refusal, and finds the reason of the refusal. */
final class BrokerExceptions {
    private static final Set<Integer> STAY = Set.of(AMQP.ACCESS_REFUSED, AMQP.PRECONDITION_FAILED, AMQP.NOT_ALLOWED);

    private BrokerExceptions() {}

    static BrokerException ofConnection(String address, Exception failure) {
        if (failure instanceof AuthenticationFailureException) {
            return BrokerException.refusal("RabbitMQ refuses the user name or the password", address, failure);
        }
        if (Causes.include(failure, SSLHandshakeException.class)) {
            return BrokerException.refusal(
                    "The certificates of RabbitMQ and of this process do not suit each other",
                    address + "; lungburden.amqp.ssl-bundle names those to trust and to show",
                    failure);
        }
        if (Causes.include(failure, SSLException.class)) {
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

    /** The broker's answer when a queue of that name exists with other arguments. */
    static @Nullable String difference(Exception failure) {
        AMQP.Channel.Close close = reason(failure, AMQP.Channel.Close.class);
        return close != null && close.getReplyCode() == AMQP.PRECONDITION_FAILED ? close.getReplyText() : null;
    }

    private static <T> @Nullable T reason(Exception failure, Class<T> kind) {
        return Causes.first(failure, ShutdownSignalException.class)
                .map(ShutdownSignalException::getReason)
                .filter(kind::isInstance)
                .map(kind::cast)
                .orElse(null);
    }
}

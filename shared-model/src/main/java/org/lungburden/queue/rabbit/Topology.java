package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two durable quorum queues, declared at each connection: job ids, and what turned out not to be one. Both are
 * reached through the default exchange. No limit of deliveries may take an id away while its job is due, so RabbitMQ 4's
 * default of 20 is switched off; version 3 has none and does not know the argument's -1.
 */
final class Topology {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    private static final String DELIVERY_LIMIT = "x-delivery-limit";
    private static final int FIRST_WITH_A_LIMIT = 4;

    private final String queue;
    private final String deadLetterQueue;

    Topology(AmqpSettings settings) {
        this.queue = settings.queue();
        this.deadLetterQueue = settings.deadLetterQueue();
    }

    String queue() {
        return queue;
    }

    String deadLetterQueue() {
        return deadLetterQueue;
    }

    /** @throws BrokerException when a queue of that name stands there with other arguments, which is left as it is */
    void declare(Connection connection) {
        Map<String, Object> dead = quorum(connection);
        declare(connection, deadLetterQueue, dead);
        Map<String, Object> jobs = quorum(connection);
        jobs.put("x-dead-letter-exchange", "");
        jobs.put("x-dead-letter-routing-key", deadLetterQueue);
        declare(connection, queue, jobs);
    }

    private static Map<String, Object> quorum(Connection connection) {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("x-queue-type", "quorum");
        if (majorVersion(connection) >= FIRST_WITH_A_LIMIT) {
            arguments.put(DELIVERY_LIMIT, -1);
        }
        return arguments;
    }

    private static int majorVersion(Connection connection) {
        String version = String.valueOf(connection.getServerProperties().get("version"));
        String major = version.replaceFirst("\\..*", "");
        return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
    }

    private static void declare(Connection connection, String name, Map<String, Object> arguments) {
        try {
            tryToDeclare(connection, name, arguments);
        } catch (DifferentQueueException e) {
            Object limit = arguments.remove(DELIVERY_LIMIT);
            if (limit == null) {
                throw e.told();
            }
            declareWithoutLimit(connection, name, arguments);
        }
    }

    /** A queue of version 3 that was taken along to version 4 stands there without the argument. */
    private static void declareWithoutLimit(Connection connection, String name, Map<String, Object> arguments) {
        try {
            tryToDeclare(connection, name, arguments);
            LOG.warn(
                    "The queue {} has the broker's own limit of deliveries; set the policy delivery-limit to -1 for it",
                    name);
        } catch (DifferentQueueException e) {
            throw e.told();
        }
    }

    /** On a channel of its own: the broker closes it when the queue that stands there differs. */
    private static void tryToDeclare(Connection connection, String name, Map<String, Object> arguments)
            throws DifferentQueueException {
        Channel channel = null;
        try {
            channel = connection.createChannel();
            if (channel == null) {
                throw new BrokerException("RabbitMQ gives this connection no more channels");
            }
            channel.queueDeclare(name, true, false, false, arguments);
        } catch (IOException | ShutdownSignalException e) {
            String difference = difference(e);
            if (difference != null) {
                throw new DifferentQueueException(name, difference, e);
            }
            throw new BrokerException("RabbitMQ does not let the queue " + name + " be declared", e);
        } finally {
            Channels.abort(channel);
        }
    }

    private static @Nullable String difference(Exception failure) {
        ShutdownSignalException signal = failure instanceof ShutdownSignalException direct
                ? direct
                : failure.getCause() instanceof ShutdownSignalException cause ? cause : null;
        if (signal != null
                && signal.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.PRECONDITION_FAILED) {
            return close.getReplyText();
        }
        return null;
    }

    /** The queue that stands there is another one. */
    private static final class DifferentQueueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String queue;
        private final String difference;

        DifferentQueueException(String queue, String difference, Exception cause) {
            super(difference, cause);
            this.queue = queue;
            this.difference = difference;
        }

        BrokerException told() {
            return new BrokerException(
                    "The queue " + queue + " stands in RabbitMQ with other arguments (" + difference
                            + "). Rename it by lungburden.amqp.queue or lungburden.amqp.dead-letter-queue, or delete it: the"
                            + " jobs are in the database and are sent again",
                    this);
        }
    }
}

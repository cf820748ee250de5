package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two durable quorum queues, which each connection declares: one for job ids, one for messages that are not job
 * ids. Publishers reach both through the default exchange. The argument -1 switches off RabbitMQ 4's limit of 20
 * deliveries, because an id must stay while its job is due. Version 3 has no limit, and would read -1 as 0. No process
 * of this service reads the second queue.
 */
final class Topology {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");
    private static final String DELIVERY_LIMIT = "x-delivery-limit";
    private static final int FIRST_WITH_A_LIMIT = 4;
    private static final Pattern ARGUMENT = Pattern.compile("inequivalent arg '([^']+)'");

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

    /**
     * @return an open channel, on which the queues were declared
     * @throws BrokerException when a queue of that name exists with other arguments; this method does not change that
     *     queue
     */
    Channel declare(Connection connection) {
        declare(connection, deadLetterQueue, new HashMap<>(QUORUM));
        Map<String, Object> jobs = new HashMap<>(QUORUM);
        jobs.put("x-dead-letter-exchange", "");
        jobs.put("x-dead-letter-routing-key", deadLetterQueue);
        if (majorVersion(connection) >= FIRST_WITH_A_LIMIT) {
            jobs.put(DELIVERY_LIMIT, -1);
        }
        return declare(connection, queue, jobs);
    }

    private static int majorVersion(Connection connection) {
        String version = String.valueOf(connection.getServerProperties().get("version"));
        String major = version.replaceFirst("\\..*", "");
        return major.matches("\\d{1,4}") ? Integer.parseInt(major) : 0;
    }

    /** Uses a channel of its own, because the broker closes the channel when an existing queue differs. */
    private static Channel declare(Connection connection, String name, Map<String, Object> arguments) {
        try {
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw BrokerException.outage("RabbitMQ gives this connection no more channels", null, null);
            }
            channel.queueDeclare(name, true, false, false, arguments);
            return channel;
        } catch (IOException | ShutdownSignalException e) {
            String difference = BrokerExceptions.difference(e);
            if (difference == null) {
                throw BrokerExceptions.ofDeclaration(name, e);
            }
            if (arguments.remove(DELIVERY_LIMIT) == null) {
                throw told(name, difference, e);
            }
        }
        // A queue that version 3 created lacks the argument, also after an upgrade to version 4.
        Channel channel = declare(connection, name, arguments);
        LOG.warn(
                "The queue {} has the broker's own limit of deliveries. Beyond that limit, a job waits until an"
                        + " idle worker looks for due jobs. Delete the queue: the services declare the queue again"
                        + " without a limit, and the database still holds its jobs",
                name);
        return channel;
    }

    private static BrokerException told(String name, String difference, Exception cause) {
        Matcher argument = ARGUMENT.matcher(difference);
        return BrokerException.refusal(
                "The queue " + name + " stands in RabbitMQ with another "
                        + (argument.find() ? argument.group(1) : "argument") + " and is left as it is",
                difference
                        + ". Choose another name by lungburden.amqp.queue or lungburden.amqp.dead-letter-queue, or delete"
                        + " it: the jobs are in the database, and idle workers find them",
                cause);
    }
}

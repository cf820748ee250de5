package org.lungburden.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections and declares the queues on each. After a refusal, this class waits before it asks the broker again.
 * The client's own recovery is off: each owner of a broken connection opens a new one. That also covers a broker that
 * is not there yet, and channels that the broker closes.
 */
final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final String VARIABLE = "lungburden.amqp.uri (LUNGBURDEN_AMQP_URI)";

    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");
    private static final int ABORT_MS = 1000;

    private final ConnectionFactory factory = new ConnectionFactory();
    private final Topology topology;
    private final Duration refusalPause;
    private final LongSupplier nanos;
    private @Nullable BrokerException refusal;
    private long refusedAt;

    /**
     * @param tls certificates for {@code amqps} to trust and to present; the JDK's when absent
     * @throws InvalidSettingException when the settings name no broker
     */
    Broker(AmqpSettings settings, Topology topology, @Nullable SSLContext tls, LongSupplier nanos) {
        this.topology = topology;
        this.refusalPause = settings.refusalPause();
        this.nanos = nanos;
        setUri(settings.uri(), tls);
        if (settings.username() != null && !settings.username().isBlank()) {
            factory.setUsername(settings.username());
        }
        if (settings.password() != null && !settings.password().isBlank()) {
            factory.setPassword(settings.password());
        }
        int timeout = Math.toIntExact(settings.connectTimeout().toMillis());
        factory.setConnectionTimeout(timeout);
        factory.setHandshakeTimeout(timeout);
        factory.setChannelRpcTimeout(timeout);
        factory.setRequestedHeartbeat(Math.toIntExact(settings.heartbeat().toSeconds()));
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setExceptionHandler(new QuietFaults());
    }

    private void setUri(@Nullable String text, @Nullable SSLContext tls) {
        if (text == null || text.isBlank()) {
            throw new InvalidSettingException(VARIABLE + " must name the RabbitMQ broker");
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                throw noBroker();
            }
            if ("amqps".equals(uri.getScheme())) {
                // Set TLS before the client reads the URI, or the client would trust any certificate.
                factory.useSslProtocol(tls == null ? SSLContext.getDefault() : tls);
                factory.enableHostnameVerification();
            }
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException | IllegalArgumentException e) {
            // The exception leaves out its cause, which repeats the URI with the password.
            throw noBroker();
        }
    }

    private static InvalidSettingException noBroker() {
        return new InvalidSettingException(VARIABLE + " must have the form amqp://user:password@host:port/vhost");
    }

    /**
     * @param purpose the connection's name on the broker's own pages
     * @return the only channel of a new connection, after the declaration of the queues
     * @throws BrokerException when no connection is possible now
     */
    Channel open(String purpose) {
        throwWhileRefused();
        try {
            return declared(connect(purpose));
        } catch (BrokerException e) {
            if (e.isRefusal()) {
                remember(e);
            }
            throw e;
        }
    }

    private synchronized void throwWhileRefused() {
        BrokerException earlier = refusal;
        if (earlier != null && nanos.getAsLong() - refusedAt < refusalPause.toNanos()) {
            throw earlier;
        }
    }

    private synchronized void remember(BrokerException refused) {
        refusal = refused;
        refusedAt = nanos.getAsLong();
    }

    private Channel declared(Connection connection) {
        try {
            return topology.declare(connection);
        } catch (RuntimeException e) {
            abort(connection);
            throw e;
        }
    }

    /** Closes a connection that may already be broken, and waits at most a second for the broker's answer. */
    static void abort(Connection connection) {
        connection.abort(ABORT_MS);
    }

    private Connection connect(String purpose) {
        try {
            return factory.newConnection("lungburden " + purpose);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw BrokerExceptions.ofConnection(factory.getHost() + ":" + factory.getPort(), e);
        }
    }

    /** The next use of a broken connection reports the failure; the client's own report would only repeat it. */
    private static final class QuietFaults extends DefaultExceptionHandler {
        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
            LOG.debug("The connection to RabbitMQ broke", failure);
        }
    }
}

package org.lungburden.queue.rabbit;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.lungburden.process.InvalidSettingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections. The client's own recovery is off: whoever holds a connection opens another when it breaks, which
 * covers a broker that is not there yet and channels that the broker closes, too.
 */
final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final String VARIABLE = "lungburden.amqp.uri (LUNGBURDEN_AMQP_URI)";

    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");

    private final ConnectionFactory factory = new ConnectionFactory();

    /**
     * @param tls what {@code amqps} trusts and shows; the JDK's when absent
     * @throws IllegalArgumentException when the settings name no broker
     */
    Broker(AmqpSettings settings, @Nullable SSLContext tls) {
        setUri(settings.uri());
        if (factory.isSSL()) {
            // The client alone would trust anybody.
            factory.useSslProtocol(tls == null ? defaultContext() : tls);
            factory.enableHostnameVerification();
        }
        if (settings.username() != null) {
            factory.setUsername(settings.username());
        }
        if (settings.password() != null) {
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

    private void setUri(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidSettingException(VARIABLE + " must name the RabbitMQ broker");
        }
        try {
            URI uri = new URI(text);
            if (uri.getHost() == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
                throw noBroker();
            }
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            // The cause is left out: it repeats the URI with its password.
            throw noBroker();
        }
    }

    private static InvalidSettingException noBroker() {
        return new InvalidSettingException(VARIABLE + " must have the form amqp://user:password@host:port/vhost");
    }

    private static SSLContext defaultContext() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no TLS", e);
        }
    }

    /**
     * @param purpose what the broker's own pages show for the connection
     * @throws BrokerException when there is none to be had now
     */
    Connection connect(String purpose) {
        try {
            return factory.newConnection("lungburden " + purpose);
        } catch (AuthenticationFailureException e) {
            throw new BrokerException("RabbitMQ refuses the user name or the password", e);
        } catch (IOException | TimeoutException e) {
            throw new BrokerException(
                    "RabbitMQ cannot be reached at " + factory.getHost() + ":" + factory.getPort(), e);
        }
    }

    /** A broken connection shows where it is used; the client would tell each a second time, as a surprise. */
    private static final class QuietFaults extends DefaultExceptionHandler {
        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
            LOG.debug("The connection to RabbitMQ broke", failure);
        }
    }
}

package org.lungburden.api.webhook.send;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.ssl.SSLContexts;
import org.lungburden.api.webhook.address.HostLookup;
import org.lungburden.api.webhook.address.Targets;
import org.lungburden.webhook.Deliveries;
import org.lungburden.webhook.WebhookSecrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What makes the attempts. The background has the thread that gives the lanes their turns. */
@Configuration(proxyBeanMethods = false)
public class SendConfiguration {
    private static final Duration WHOLE_ATTEMPT = Duration.ofSeconds(15);

    @Bean
    Sender webhookSender(Targets targets, HostLookup lookup, WebhookSettings settings, Clock clock) {
        return sender(targets, lookup, settings.concurrency(), clock, SSLContexts.createDefault(), WHOLE_ATTEMPT);
    }

    static Sender sender(Targets targets, HostLookup lookup, int most, Clock clock, SSLContext trust, Duration whole) {
        CloseableHttpClient withTls = HttpClients.client(new CheckedResolver(true, targets, lookup), trust, most);
        CloseableHttpClient plain = HttpClients.client(new CheckedResolver(false, targets, lookup), trust, most);
        return new Sender(targets, withTls, plain, clock, whole);
    }

    @Bean
    Dispatcher webhookDispatcher(
            Deliveries deliveries,
            WebhookSecrets secrets,
            Sender sender,
            WebhookSettings settings,
            Clock clock,
            MeterRegistry registry) {
        return new Dispatcher(
                deliveries,
                secrets,
                sender,
                new Traffic(clock, settings.firstDelay(), settings.maxDelay()),
                new RetryDelays(
                        settings.firstDelay(),
                        settings.maxDelay(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                settings,
                registry);
    }
}

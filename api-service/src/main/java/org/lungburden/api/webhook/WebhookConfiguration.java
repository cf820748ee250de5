package org.lungburden.api.webhook;

import org.lungburden.api.access.AccessSettings;
import org.lungburden.api.access.SignIn;
import org.lungburden.api.webhook.address.TargetConfiguration;
import org.lungburden.api.webhook.address.Targets;
import org.lungburden.api.webhook.send.SendConfiguration;
import org.lungburden.api.webhook.send.WebhookSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
@Import({TargetConfiguration.class, SendConfiguration.class, Receivers.class, WebhookController.class})
public class WebhookConfiguration {
    @Bean
    Targets webhookTargets(WebhookSettings settings, AccessSettings access) {
        return new Targets(access.auth() == SignIn.NONE, settings.allow());
    }
}

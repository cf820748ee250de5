package org.lungburden.api.background;

import org.lungburden.api.webhook.send.Dispatcher;
import org.lungburden.api.webhook.send.WebhookSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Looks for deliveries that are due: at every interval, and when an attempt ended. */
final class WebhookRelay extends BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookRelay.class);

    private final Dispatcher dispatcher;

    WebhookRelay(Dispatcher dispatcher, WebhookSettings settings) {
        super("webhook-relay", settings.interval());
        this.dispatcher = dispatcher;
        dispatcher.onEnded(this::wake);
    }

    @Override
    void round() {
        try {
            dispatcher.round();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The deliveries could not be read; the next round tries again", e);
        } catch (RuntimeException e) {
            LOG.warn("The deliveries could not be begun; the next round tries again", e);
        }
    }
}

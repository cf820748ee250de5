package org.lungburden.api.webhook.send;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.lungburden.api.webhook.address.CallbackAddress;
import org.lungburden.api.webhook.address.RefusedTargetException;
import org.lungburden.api.webhook.address.Targets;
import org.lungburden.lifecycle.DaemonThreads;
import org.lungburden.webhook.AttemptCode;
import org.lungburden.webhook.Deliveries.Taken;
import org.lungburden.webhook.Tried;
import org.lungburden.webhook.WebhookSecret;

/** Makes one attempt. Of the answer only status and {@code Retry-After} count. */
class Sender implements AutoCloseable {
    private static final int READ_BYTES = 4096;

    private final Targets targets;
    private final CloseableHttpClient withTls;
    private final CloseableHttpClient plain;
    private final Clock clock;
    private final Duration whole;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("webhook-deadline"));

    /** @param whole most time of one attempt, once the name is resolved */
    Sender(Targets targets, CloseableHttpClient withTls, CloseableHttpClient plain, Clock clock, Duration whole) {
        this.targets = targets;
        this.withTls = withTls;
        this.plain = plain;
        this.clock = clock;
        this.whole = whole;
    }

    Answer send(Taken taken, List<WebhookSecret> secrets) {
        try {
            CallbackAddress address = CallbackAddress.parse(taken.url());
            targets.check(address);
            return send(address, message(address, taken, secrets));
        } catch (RefusedTargetException e) {
            return unanswered(AttemptCode.TARGET_NOT_ALLOWED);
        }
    }

    private HttpPost message(CallbackAddress address, Taken taken, List<WebhookSecret> secrets) {
        String id = taken.event().message().toString();
        long timestamp = clock.instant().getEpochSecond();
        byte[] body = EventBody.of(taken.event());
        HttpPost message = new HttpPost(address.text());
        message.setHeader("webhook-id", id);
        message.setHeader("webhook-timestamp", Long.toString(timestamp));
        message.setHeader("webhook-signature", Signature.of(id, timestamp, body, secrets));
        message.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return message;
    }

    private Answer send(CallbackAddress address, HttpPost message) {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    late.set(true);
                    message.cancel();
                },
                whole.toMillis(),
                TimeUnit.MILLISECONDS);
        Answer known = null;
        try (ClassicHttpResponse answer = (address.tls() ? withTls : plain).executeOpen(null, message, null)) {
            known = new Answer(Tried.answered(answer.getCode()), retryAfter(answer));
            readSome(answer);
            // the end of a response reads what is left of it
            message.cancel();
            return known;
        } catch (IOException e) {
            return known != null ? known : unanswered(late.get() ? AttemptCode.TIMEOUT : code(e));
        } finally {
            deadline.cancel(false);
        }
    }

    /** A receiver that is still writing may take a closed connection for a fault of ours. */
    private static void readSome(ClassicHttpResponse answer) {
        try {
            if (answer.getEntity() != null) {
                answer.getEntity().getContent().readNBytes(READ_BYTES);
            }
        } catch (IOException dropped) {
            // the status has come
        }
    }

    private Duration retryAfter(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader("Retry-After");
        String text = header == null || header.getValue() == null
                ? ""
                : header.getValue().strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant time = DateUtils.parseStandardDate(text);
        Instant now = clock.instant();
        return time == null || time.isBefore(now) ? Duration.ZERO : Duration.between(now, time);
    }

    private static Answer unanswered(AttemptCode code) {
        return new Answer(Tried.unanswered(code), Duration.ZERO);
    }

    private static AttemptCode code(IOException failure) {
        if (failure instanceof CheckedResolver.Refused) {
            return AttemptCode.TARGET_NOT_ALLOWED;
        }
        if (failure instanceof UnknownHostException) {
            return AttemptCode.NAME_NOT_FOUND;
        }
        if (failure instanceof SocketTimeoutException) {
            return AttemptCode.TIMEOUT;
        }
        if (failure instanceof SSLException) {
            return AttemptCode.TLS_FAILED;
        }
        return failure instanceof ConnectException || failure instanceof NoRouteToHostException
                ? AttemptCode.CONNECT_FAILED
                : AttemptCode.NO_ANSWER;
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        withTls.close();
        plain.close();
    }
}

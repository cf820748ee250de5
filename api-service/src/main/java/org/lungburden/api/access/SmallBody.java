package org.lungburden.api.access;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Function;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Reads a body of a few bytes that anyone may send, without a thread that waits for the client (Jakarta Servlet 6.1,
 * section 3.13): strangers who let their bodies trickle hold a connection and nothing more.
 */
final class SmallBody<T> implements ReadListener, DeferredResultProcessingInterceptor {
    private static final int MOST_BYTES = 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DeferredResult<T> answer;
    private final Function<byte[], T> answering;
    private final HttpServletRequest request;

    private SmallBody(HttpServletRequest request, Duration timeout, Function<byte[], T> answering) {
        this.request = request;
        this.answering = answering;
        this.answer = new DeferredResult<>(timeout.toMillis());
        answer.onTimeout(() -> answer.setErrorResult(new CodedException(ErrorCode.REQUEST_TIMEOUT)));
    }

    /** @param answering called once, with the whole body, on a thread that may wait for a database */
    static <T> DeferredResult<T> answer(HttpServletRequest request, Duration timeout, Function<byte[], T> answering) {
        SmallBody<T> body = new SmallBody<>(request, timeout, answering);
        WebAsyncUtils.getAsyncManager(request).registerDeferredResultInterceptor(SmallBody.class, body);
        return body.answer;
    }

    /** Only now the request is asynchronous, as the server asks of those who listen. */
    @Override
    public <R> void preProcess(NativeWebRequest web, DeferredResult<R> started) throws IOException {
        request.getInputStream().setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        ServletInputStream in = request.getInputStream();
        byte[] part = new byte[MOST_BYTES];
        while (bytes.size() <= MOST_BYTES && in.isReady()) {
            int count = in.read(part);
            if (count < 0) {
                return;
            }
            bytes.write(part, 0, count);
        }
        if (bytes.size() > MOST_BYTES) {
            answer.setErrorResult(new CodedException(
                    ErrorCode.INVALID_REQUEST, "The body is longer than " + MOST_BYTES + " bytes. Send a key alone."));
        }
    }

    @Override
    public void onAllDataRead() {
        if (answer.isSetOrExpired()) {
            return;
        }
        try {
            answer.setResult(answering.apply(bytes.toByteArray()));
        } catch (RuntimeException failure) {
            answer.setErrorResult(failure);
        }
    }

    @Override
    public void onError(Throwable failure) {
        boolean slow = failure instanceof SocketTimeoutException;
        answer.setErrorResult(
                slow
                        ? new CodedException(ErrorCode.REQUEST_TIMEOUT)
                        : new CodedException(ErrorCode.INVALID_REQUEST, "The body broke off."));
    }
}

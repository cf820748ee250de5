package org.lungburden.api.exchange;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.http.MediaType;
import org.springframework.web.cors.CorsUtils;

/** Listens to what the service answers under {@code /v1}, without changing or holding up a byte. */
final class ExchangeCheck implements Filter {
    private static final ConcurrentLinkedQueue<String> VIOLATIONS = new ConcurrentLinkedQueue<>();
    private static final WrittenContract CONTRACT = WrittenContract.read();

    /** What was found since the last call. */
    static List<String> violations() {
        List<String> found = List.copyOf(VIOLATIONS);
        VIOLATIONS.clear();
        return found;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        boolean error = request.getDispatcherType() == DispatcherType.ERROR;
        Object original = error ? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : asked.getRequestURI();
        // a browser's question before a call (Fetch, section 3.3.2) is no call
        boolean preflight = CorsUtils.isPreFlightRequest(asked);
        if (preflight || original == null || !original.toString().startsWith("/v1/")) {
            chain.doFilter(request, response);
            return;
        }
        Copy copy = new Copy((HttpServletResponse) response);
        chain.doFilter(request, copy);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtTheEnd(() -> check(asked, original.toString(), copy)));
        } else {
            check(asked, original.toString(), copy);
        }
    }

    private static void check(HttpServletRequest asked, String path, Copy copy) {
        // an answer that the server still has to make, by its error page, comes by again
        boolean pending = asked.getDispatcherType() == DispatcherType.REQUEST
                && (copy.sentError() || asked.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null);
        if (!pending) {
            String type = copy.getContentType();
            MediaType parsed = type == null ? null : MediaType.parseMediaType(type);
            CONTRACT.violation(new WrittenContract.Exchange(
                            method(asked),
                            path,
                            copy.getStatus(),
                            parsed == null ? null : parsed.getType() + "/" + parsed.getSubtype(),
                            copy.text()))
                    .ifPresent(VIOLATIONS::add);
        }
    }

    /** The server asks for its error page by GET. */
    private static String method(HttpServletRequest asked) {
        return asked.getAttribute(RequestDispatcher.ERROR_METHOD) instanceof String original
                ? original
                : asked.getMethod();
    }

    private record AtTheEnd(Runnable check) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            check.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // completion follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // completion follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}

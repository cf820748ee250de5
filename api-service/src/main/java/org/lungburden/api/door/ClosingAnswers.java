package org.lungburden.api.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the client that the connection closes when an answer leaves a part of the request's body unread. Only here,
 * before the answer's head is sent, a header can still be set.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClosingAnswers extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!body) {
            chain.doFilter(request, response);
            return;
        }
        chain.doFilter(request, new Closing(request, response));
        closeIfUnread(request, response);
    }

    private static void closeIfUnread(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!response.isCommitted() && !request.getInputStream().isFinished()) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
    }

    /** Looks at the body just before the first byte of an answer. */
    private static final class Closing extends HttpServletResponseWrapper {
        private final HttpServletRequest request;

        Closing(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        private void closeIfUnread() throws IOException {
            ClosingAnswers.closeIfUnread(request, (HttpServletResponse) getResponse());
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            closeIfUnread();
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            closeIfUnread();
            return super.getWriter();
        }

        @Override
        public void flushBuffer() throws IOException {
            closeIfUnread();
            super.flushBuffer();
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}

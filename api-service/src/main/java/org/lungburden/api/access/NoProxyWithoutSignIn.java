package org.lungburden.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.lungburden.api.problem.Refusals;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Without sign-in, whoever reaches loopback may do everything. A reverse proxy on this machine would make everyone such
 * a caller, so the service refuses what a proxy forwards.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class NoProxyWithoutSignIn extends OncePerRequestFilter {
    private static final List<String> SIGNS = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");
    private static final String DETAIL =
            "A proxy forwards the request, and this service asks for no key. Set LUNGBURDEN_AUTH=keys on the service.";

    private final AccessSettings settings;
    private final Refusals refusals;

    NoProxyWithoutSignIn(AccessSettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (settings.auth() == SignIn.NONE && SIGNS.stream().anyMatch(sign -> request.getHeader(sign) != null)) {
            refusals.answer(new CodedException(ErrorCode.FORBIDDEN, DETAIL), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}

package org.lungburden.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.lungburden.api.problem.Refusals;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests for another host (RFC 9110, section 15.5.20). A page from elsewhere can let its own name resolve to
 * 127.0.0.1, and would then be of the same origin as this service (DNS rebinding). The {@code Host} field still has the
 * page's name.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class HostCheck extends OncePerRequestFilter {
    private final AccessSettings settings;
    private final Refusals refusals;

    HostCheck(AccessSettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (allowed(request.getServerName())) {
            chain.doFilter(request, response);
        } else {
            refusals.answer(new CodedException(ErrorCode.HOST_NOT_ALLOWED), request, response);
        }
    }

    private boolean allowed(String host) {
        boolean everyName =
                settings.auth() != SignIn.NONE && settings.allowedHosts().isEmpty();
        return everyName || Hosts.loopback(host) || settings.allowedHosts().contains(Hosts.plain(host));
    }
}

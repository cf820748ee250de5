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
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses what pages of other origins send through the user's browser (cross-site request forgery). Browsers name the
 * page in {@code Origin} (RFC 6454, section 7) and its relation to this service in {@code Sec-Fetch-Site}
 * (https://www.w3.org/TR/fetch-metadata/). Other clients send neither field.
 *
 * <p>A foreign origin is refused whatever the method, since its page could read no answer. A call that changes state
 * must also not come from another site without an origin, as forms of old browsers do.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 21)
class OriginCheck extends OncePerRequestFilter {
    private final CorsSettings cors;
    private final Refusals refusals;

    OriginCheck(CorsSettings cors, Refusals refusals) {
        this.cors = cors;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (allowed(request)) {
            chain.doFilter(request, response);
        } else {
            refusals.answer(new CodedException(ErrorCode.ORIGIN_NOT_ALLOWED), request, response);
        }
    }

    private boolean allowed(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && cors.allows(origin)) {
            return true;
        }
        if (origin != null && !OwnPage.origin(origin, request)) {
            return false;
        }
        return OwnPage.safe(request) || OwnPage.orNone(request.getHeader(OwnPage.SITE));
    }
}

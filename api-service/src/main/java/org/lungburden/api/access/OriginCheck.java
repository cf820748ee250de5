package org.lungburden.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

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
        if (origin != null && !ownOrigin(origin, request)) {
            return false;
        }
        return SAFE.contains(request.getMethod()) || ownSite(request.getHeader("Sec-Fetch-Site"));
    }

    private static boolean ownSite(@Nullable String site) {
        return site == null || OWN_SITE.contains(site);
    }

    /** Ignores the scheme, because a proxy may end TLS without telling this service. */
    private static boolean ownOrigin(String origin, HttpServletRequest request) {
        try {
            URI uri = URI.create(origin);
            String host = uri.getHost();
            return host != null
                    && Hosts.plain(host).equals(Hosts.plain(request.getServerName()))
                    && port(uri) == ownPort(request, uri);
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }

    private static int port(URI origin) {
        return origin.getPort() >= 0 ? origin.getPort() : standardPort(origin);
    }

    /** A {@code Host} without port means the standard port of the scheme that the browser used. */
    private static int ownPort(HttpServletRequest request, URI origin) {
        String host = request.getHeader(HttpHeaders.HOST);
        boolean named = host != null && host.matches(".*:[0-9]+");
        return named ? request.getServerPort() : standardPort(origin);
    }

    private static int standardPort(URI origin) {
        return "https".equalsIgnoreCase(origin.getScheme()) ? HTTPS : HTTP;
    }
}

package org.lungburden.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a browser tells of the page that makes a call: its origin (RFC 6454, section 7) and its relation to this service
 * (https://www.w3.org/TR/fetch-metadata/).
 */
final class OwnPage {
    static final String SITE = "Sec-Fetch-Site";
    static final String SAME_ORIGIN = "same-origin";

    /** Typed into the address bar, a bookmark, a reload. */
    private static final String NO_PAGE = "none";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private OwnPage() {}

    /** Whether the call changes no state (RFC 9110, section 9.2.1). */
    static boolean safe(HttpServletRequest request) {
        return SAFE.contains(request.getMethod());
    }

    /** Whether the call comes from the service's own page or from none. Clients that are no browsers tell nothing. */
    static boolean orNone(@Nullable String site) {
        return site == null || SAME_ORIGIN.equals(site) || NO_PAGE.equals(site);
    }

    /** Ignores the scheme, because a proxy may end TLS without telling this service. */
    static boolean origin(String origin, HttpServletRequest request) {
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

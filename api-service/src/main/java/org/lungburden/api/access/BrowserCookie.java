package org.lungburden.api.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * The cookies of a browser. Scripts cannot read them. Over TLS their names begin with {@code __Host-}: browsers then take
 * them from this very host alone and over TLS alone, so that no neighboring site can plant one (RFC 6265bis, section
 * 4.1.3.2). The prefix asks for the path {@code /}. On loopback without TLS there is no such protection, and a cookie is
 * bound to its path.
 */
enum BrowserCookie {
    /** Of a signed-in browser. Pages of other sites send no call with it. */
    SESSION("lungburden-session", "Strict", "/v1"),
    /** Of a browser that has gone to the issuer. It comes back by the issuer's page, which is another site. */
    SIGN_IN("lungburden-sign-in", "Lax", OidcController.PATH);

    private static final String PREFIX = "__Host-";

    private final String plainName;
    private final String sameSite;
    private final String path;

    BrowserCookie(String plainName, String sameSite, String path) {
        this.plainName = plainName;
        this.sameSite = sameSite;
        this.path = path;
    }

    /** What the browser sent. Nothing when it sent several, because another site may have planted one. */
    Optional<String> of(HttpServletRequest request) {
        String name = name(request);
        Cookie[] all = request.getCookies();
        List<String> values = all == null
                ? List.of()
                : Stream.of(all)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Gives the browser the cookie for so long. */
    String set(HttpServletRequest request, String value, Duration age) {
        boolean secure = secure(request);
        return ResponseCookie.from(name(request), value)
                .httpOnly(true)
                .secure(secure)
                .sameSite(sameSite)
                .path(secure ? "/" : request.getContextPath() + path)
                .maxAge(age)
                .build()
                .toString();
    }

    /** Takes the cookie from the browser. */
    String clear(HttpServletRequest request) {
        return set(request, "", Duration.ZERO);
    }

    private String name(HttpServletRequest request) {
        return secure(request) ? PREFIX + plainName : plainName;
    }

    /** Only on loopback, where nobody listens, a cookie may go without TLS. A proxy may end TLS without telling. */
    private static boolean secure(HttpServletRequest request) {
        return request.isSecure() || !Hosts.loopback(request.getServerName());
    }
}

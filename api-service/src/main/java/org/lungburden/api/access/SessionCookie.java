package org.lungburden.api.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungburden.access.SessionSecret;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a signed-in browser. Scripts cannot read it, and pages of other sites send no call with it. Over TLS its
 * name begins with {@code __Host-}: browsers then take it from this very host alone and over TLS alone, so that no
 * neighboring site can plant one (RFC 6265bis, section 4.1.3.2). The prefix asks for the path {@code /}. On loopback
 * without TLS there is no such protection, and the cookie is bound to the path of the API.
 */
final class SessionCookie {
    static final String SECURE_NAME = "__Host-lungburden-session";
    static final String LOOPBACK_NAME = "lungburden-session";

    private SessionCookie() {}

    /** What the browser sent. Nothing when it sent several, because another site may have planted one. */
    static Optional<SessionSecret> of(HttpServletRequest request) {
        String name = secure(request) ? SECURE_NAME : LOOPBACK_NAME;
        Cookie[] all = request.getCookies();
        List<Cookie> own = all == null
                ? List.of()
                : Stream.of(all).filter(cookie -> cookie.getName().equals(name)).toList();
        return own.size() == 1 ? SessionSecret.parse(own.get(0).getValue()) : Optional.empty();
    }

    /** Gives the browser the session. It forgets it when it closes, or at the session's end. */
    static String set(HttpServletRequest request, SessionSecret secret, Duration lifetime) {
        return cookie(request, secret.text(), lifetime);
    }

    /** Takes the session from the browser. */
    static String clear(HttpServletRequest request) {
        return cookie(request, "", Duration.ZERO);
    }

    private static String cookie(HttpServletRequest request, String value, Duration age) {
        boolean secure = secure(request);
        return ResponseCookie.from(secure ? SECURE_NAME : LOOPBACK_NAME, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Strict")
                .path(secure ? "/" : request.getContextPath() + "/v1")
                .maxAge(age)
                .build()
                .toString();
    }

    /** Only on loopback, where nobody listens, a cookie may go without TLS. A proxy may end TLS without telling. */
    private static boolean secure(HttpServletRequest request) {
        return request.isSecure() || !Hosts.loopback(request.getServerName());
    }
}

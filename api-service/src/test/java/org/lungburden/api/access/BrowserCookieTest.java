package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.access.SessionSecret;
import org.springframework.mock.web.MockHttpServletRequest;

class BrowserCookieTest {
    private static final String SECRET = SessionSecret.create().text();

    private static MockHttpServletRequest request(String host, boolean tls) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setServerName(host);
        request.setSecure(tls);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"localhost,true", "lung.example.org,true", "lung.example.org,false", "10.1.2.3,false"})
    void goesOverTlsAlone(String host, boolean tls) {
        MockHttpServletRequest request = request(host, tls);
        request.setContextPath("/prefix");
        assertThat(BrowserCookie.SESSION.set(request, SECRET, Duration.ofHours(1)))
                .startsWith("__Host-lungburden-session=" + SECRET + "; Path=/; Max-Age=3600; ")
                .contains("; Secure; HttpOnly; SameSite=Strict")
                .doesNotContain("Domain");
        // without the prefix it may come from anywhere
        request.setCookies(new Cookie("lungburden-session", SECRET));
        assertThat(BrowserCookie.SESSION.of(request)).isEmpty();
        request.setCookies(new Cookie("__Host-lungburden-session", SECRET));
        assertThat(BrowserCookie.SESSION.of(request)).contains(SECRET);
    }

    @Test
    void onLoopbackItGoesWithoutTls() {
        MockHttpServletRequest request = request("127.0.0.1", false);
        assertThat(BrowserCookie.SESSION.set(request, SECRET, Duration.ofHours(1)))
                .contains("; Path=/v1;")
                .doesNotContain("Secure");
        request.setCookies(new Cookie("lungburden-session", SECRET));
        assertThat(BrowserCookie.SESSION.of(request)).contains(SECRET);
    }

    @Test
    void theOneForTheIssuerComesBackByItsPage() {
        assertThat(BrowserCookie.SIGN_IN.set(request("localhost", false), SECRET, Duration.ofMinutes(10)))
                .startsWith("lungburden-sign-in=" + SECRET + "; Path=/v1/session/oidc; Max-Age=600; ")
                .contains("; HttpOnly; SameSite=Lax");
    }
}

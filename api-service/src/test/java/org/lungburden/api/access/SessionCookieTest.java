package org.lungburden.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungburden.access.SessionSecret;
import org.springframework.mock.web.MockHttpServletRequest;

class SessionCookieTest {
    private static final SessionSecret SECRET = SessionSecret.create();

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
        assertThat(SessionCookie.set(request, SECRET, Duration.ofHours(1)))
                .startsWith("__Host-lungburden-session=" + SECRET.text() + "; Path=/; Max-Age=3600; ")
                .contains("; Secure; HttpOnly; SameSite=Strict")
                .doesNotContain("Domain");
        // without the prefix it may come from anywhere
        request.setCookies(new Cookie("lungburden-session", SECRET.text()));
        assertThat(SessionCookie.of(request)).isEmpty();
        request.setCookies(new Cookie("__Host-lungburden-session", SECRET.text()));
        assertThat(SessionCookie.of(request)).contains(SECRET);
    }

    @Test
    void onLoopbackItGoesWithoutTls() {
        MockHttpServletRequest request = request("127.0.0.1", false);
        assertThat(SessionCookie.set(request, SECRET, Duration.ofHours(1)))
                .contains("; Path=/v1;")
                .doesNotContain("Secure");
        request.setCookies(new Cookie("lungburden-session", SECRET.text()));
        assertThat(SessionCookie.of(request)).contains(SECRET);
        request.setCookies(new Cookie("lungburden-session", "x' OR '1'='1"));
        assertThat(SessionCookie.of(request)).isEmpty();
    }
}

package org.lungburden.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.lungburden.access.AccessSession;
import org.lungburden.access.SessionSecret;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Signs a browser in by its cookie. A browser sends the cookie by itself, so the page must be this service's own: a call
 * that changes state must say so by {@code Origin} or {@code Sec-Fetch-Site}, and no call may say otherwise. Calls with
 * {@code Authorization} and calls that are open to everyone are not looked at.
 */
class SessionFilter extends OncePerRequestFilter {

    private final BrowserSessions sessions;
    private final RefusedCallers refused;

    SessionFilter(BrowserSessions sessions, RefusedCallers refused) {
        this.sessions = sessions;
        this.refused = refused;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean open = path.startsWith("/actuator/health")
                || path.equals(SessionController.PATH) && HttpMethod.POST.matches(request.getMethod())
                || path.equals(OidcController.PATH)
                || path.equals(OidcController.CALLBACK);
        return open || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SessionSecret> shown = BrowserSessions.secret(request);
        if (shown.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        if (!ownPage(request)) {
            refused.foreignPage(request, response);
            return;
        }
        try {
            sessions.used(shown.get()).ifPresent(SessionFilter::signIn);
        } catch (DataAccessException away) {
            refused.commence(request, response, new SignInAwayException(away));
            return;
        }
        chain.doFilter(request, response);
    }

    private static void signIn(AccessSession session) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        CallerAuthentication caller = new CallerAuthentication(Caller.of(session));
        caller.setDetails(session);
        context.setAuthentication(caller);
        SecurityContextHolder.setContext(context);
    }

    private static boolean ownPage(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String site = request.getHeader(OwnPage.SITE);
        if (origin != null && !OwnPage.origin(origin, request)) {
            return false;
        }
        if (OwnPage.safe(request)) {
            return OwnPage.orNone(site);
        }
        return site == null ? origin != null : OwnPage.SAME_ORIGIN.equals(site);
    }
}

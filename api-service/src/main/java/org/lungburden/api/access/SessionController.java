package org.lungburden.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.lungburden.access.AccessSession;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** {@code /v1/session}: sign-in of browsers. */
@RestController
class SessionController {
    static final String PATH = "/v1/session";

    private final SignInByKey signIn;
    private final BrowserSessions sessions;
    private final SessionSettings settings;

    SessionController(SignInByKey signIn, BrowserSessions sessions, SessionSettings settings) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.settings = settings;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    DeferredResult<ResponseEntity<SessionView>> begin(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return SmallBody.answer(request, settings.bodyTimeout(), body -> begun(signIn.begin(body, address), request));
    }

    private ResponseEntity<SessionView> begun(BrowserSessions.Begun begun, HttpServletRequest request) {
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie(begun, request))
                .body(SessionView.of(begun.session()));
    }

    /** Gives the browser the session. One of before ends, so that each browser has one. */
    String cookie(BrowserSessions.Begun begun, HttpServletRequest request) {
        endOne(request);
        AccessSession session = begun.session();
        Duration lifetime = Duration.between(session.createdAt(), session.expiresAt());
        return BrowserCookie.SESSION.set(request, begun.secret().text(), lifetime);
    }

    void endOne(HttpServletRequest request) {
        BrowserSessions.secret(request).ifPresent(sessions::end);
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    SessionView read() {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        return signedIn != null && signedIn.getDetails() instanceof AccessSession session
                ? SessionView.of(session)
                : SessionView.of(Caller.current(), null);
    }

    /** Answers alike whether there was a session or not. */
    @DeleteMapping(PATH)
    ResponseEntity<Void> end(HttpServletRequest request) {
        endOne(request);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, BrowserCookie.SESSION.clear(request))
                .build();
    }
}

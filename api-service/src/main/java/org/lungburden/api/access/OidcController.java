package org.lungburden.api.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.problem.ParameterException;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.HtmlUtils;

/** {@code /v1/session/oidc}: sends a browser to the issuer, and takes it back. */
@RestController
class OidcController {
    static final String PATH = SessionController.PATH + "/oidc";
    static final String CALLBACK = PATH + "/callback";

    private static final Duration SIGN_IN_TIME = Duration.ofMinutes(10);

    private final SignInByIssuer signIn;
    private final SessionController sessions;

    OidcController(SignInByIssuer signIn, SessionController sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
    }

    /**
     * Only the service's own page, a bookmark or the user's typing begins a sign-in. The issuer may know the user still, and
     * then a page of another site would sign users in who have just signed out.
     */
    @GetMapping(PATH)
    ResponseEntity<Void> begin(@RequestParam(required = false) @Nullable String returnTo, HttpServletRequest request) {
        if (!OwnPage.orNone(request.getHeader(OwnPage.SITE))) {
            throw new CodedException(ErrorCode.ORIGIN_NOT_ALLOWED);
        }
        signIn.checkOffered();
        SignInRequest begun = SignInRequest.begin(returnTo == null ? "/" : returnTo)
                .orElseThrow(() -> new ParameterException(
                        "returnTo", "The parameter returnTo must be a path of this service, such as /."));
        String address = signIn.address(begun, redirectUri(request));
        // the browser comes back by another site's page, and does not send the cookie of the session then
        sessions.endOne(request);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .header(HttpHeaders.SET_COOKIE, BrowserCookie.SIGN_IN.set(request, begun.cookie(), SIGN_IN_TIME))
                .build();
    }

    /** @param others issuers send along what they like, and clients ignore it (RFC 6749, section 4.1.2) */
    @GetMapping(path = CALLBACK, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> end(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String iss,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam Map<String, String> others,
            HttpServletRequest request) {
        SignInByIssuer.Answer answer = new SignInByIssuer.Answer(code, error, state, iss);
        SignInRequest own = signIn.own(BrowserCookie.SIGN_IN.of(request).flatMap(SignInRequest::parse), answer);
        BrowserSessions.Begun session = signIn.begin(own, answer, redirectUri(request), request.getRemoteAddr());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, BrowserCookie.SIGN_IN.clear(request))
                .header(HttpHeaders.SET_COOKIE, sessions.cookie(session, request))
                .body(page(request.getContextPath() + own.returnTo()));
    }

    /**
     * Goes on to the path. After a redirect browsers would still take the issuer for the page that calls: they would keep
     * the session's cookie back, or tell that another site uses it. From this page on it is the service itself.
     */
    private static String page(String path) {
        String escaped = HtmlUtils.htmlEscape(path);
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>Signed in</title><meta http-equiv="refresh" content="0;url=%s"></head>
                <body><p>You are signed in. <a href="%s">Go on</a></p></body>
                </html>
                """.formatted(escaped, escaped);
    }

    /** The issuer compares it with those that its operator has entered. */
    private static String redirectUri(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request)
                .path(CALLBACK)
                .toUriString();
    }
}

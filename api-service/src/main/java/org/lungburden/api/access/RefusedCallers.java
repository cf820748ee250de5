package org.lungburden.api.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.lungburden.api.problem.Refusals;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Answers callers who did not sign in, and those whose scopes do not suffice (RFC 6750, section 3). */
class RefusedCallers implements AuthenticationEntryPoint, AccessDeniedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedCallers.class);

    private final ObjectProvider<Refusals> refusals;
    private final SignInAudit audit;

    RefusedCallers(ObjectProvider<Refusals> refusals, SignInAudit audit) {
        this.refusals = refusals;
        this.audit = audit;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        if (failure instanceof SignInAwayException) {
            LOG.warn("{} {}: the caller cannot be checked", request.getMethod(), request.getRequestURI(), failure);
            answer(ErrorCode.UNAVAILABLE, request, response);
            return;
        }
        audit.refused(request);
        boolean shown = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, shown ? "Bearer error=\"invalid_token\"" : "Bearer");
        answer(ErrorCode.UNAUTHENTICATED, request, response);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure) {
        audit.forbidden(Caller.current().actor());
        answer(ErrorCode.FORBIDDEN, request, response);
    }

    /** Answers a page of another origin that used the cookie of this service's own pages. */
    void foreignPage(HttpServletRequest request, HttpServletResponse response) {
        answer(ErrorCode.ORIGIN_NOT_ALLOWED, request, response);
    }

    private void answer(ErrorCode code, HttpServletRequest request, HttpServletResponse response) {
        refusals.getObject().answer(new CodedException(code), request, response);
    }
}

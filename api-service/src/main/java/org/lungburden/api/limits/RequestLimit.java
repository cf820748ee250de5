package org.lungburden.api.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.lungburden.api.problem.Refusals;
import org.lungburden.api.problem.RetryLaterException;
import org.lungburden.error.ErrorCode;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests of callers who have sent too many in this minute, and tells every caller how many are left
 * ({@code RateLimit} and {@code RateLimit-Policy}: draft-ietf-httpapi-ratelimit-headers). Belongs behind the sign-in.
 */
public final class RequestLimit extends OncePerRequestFilter {
    private static final String WINDOW = ";w=60";

    private final CallerUsage usage;
    private final LimitSettings settings;
    private final Clock clock;
    private final Supplier<Refusals> refusals;
    private final Function<HttpServletRequest, Optional<LimitedCaller>> callers;

    /** @param callers who sent the request; empty for calls that are open to everyone */
    public RequestLimit(
            CallerUsage usage,
            LimitSettings settings,
            Clock clock,
            Supplier<Refusals> refusals,
            Function<HttpServletRequest, Optional<LimitedCaller>> callers) {
        this.usage = usage;
        this.settings = settings;
        this.clock = clock;
        this.refusals = refusals;
        this.callers = callers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<LimitedCaller> caller = callers.apply(request);
        if (caller.isEmpty() || allowed(caller.get(), response)) {
            chain.doFilter(request, response);
            return;
        }
        refusals.get()
                .answer(
                        new RetryLaterException(
                                ErrorCode.RATE_LIMITED,
                                "More than " + settings.requestsPerMinutePerKey() + " requests with one key, or "
                                        + settings.requestsPerMinute()
                                        + " of one owner, came within a minute. Send fewer: follow many jobs with"
                                        + " /v1/events, or ask with wait.",
                                leftOfMinute()),
                        request,
                        response);
    }

    private boolean allowed(LimitedCaller caller, HttpServletResponse response) {
        long ofOwner = settings.requestsPerMinute()
                - usage.count(caller.ofOwner(), 1, 0).requests();
        long ofKey = settings.requestsPerMinutePerKey()
                - usage.count(caller.name(), 1, 0).requests();
        boolean owner = ofOwner < ofKey;
        response.setHeader(
                "RateLimit-Policy",
                "\"owner\";q=" + settings.requestsPerMinute() + WINDOW + ", \"key\";q="
                        + settings.requestsPerMinutePerKey() + WINDOW);
        response.setHeader(
                "RateLimit",
                (owner ? "\"owner\"" : "\"key\"") + ";r=" + Math.max(0, Math.min(ofOwner, ofKey)) + ";t="
                        + Math.max(1, leftOfMinute().toSeconds()));
        return ofOwner >= 0 && ofKey >= 0;
    }

    private Duration leftOfMinute() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
    }
}

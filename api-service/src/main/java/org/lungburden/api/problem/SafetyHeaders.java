package org.lungburden.api.problem;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Tells browsers to guess no media types, to show no answer in a frame, to run nothing in an answer, and to give nothing
 * to pages of other origins (OWASP Secure Headers Project; Cross-Origin-Resource-Policy: Fetch, section 3.7).
 */
public final class SafetyHeaders {
    public static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> HEADERS = new TreeMap<>(Map.of(
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            POLICY,
            "default-src 'none'; frame-ancestors 'none'"));

    private SafetyHeaders() {}

    /** Of every answer, also of those that no servlet makes. */
    public static void set(BiConsumer<String, String> header) {
        HEADERS.forEach(header);
    }
}

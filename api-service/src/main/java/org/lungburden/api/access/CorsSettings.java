package org.lungburden.api.access;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pages of other origins that may call this service (https://fetch.spec.whatwg.org/#http-cors-protocol).
 *
 * @param origins such as {@code https://viewer.example.org}; none by default
 */
@ConfigurationProperties("lungburden.cors")
public record CorsSettings(@DefaultValue List<String> origins) {
    public CorsSettings {
        origins = List.copyOf(origins);
        origins.forEach(CorsSettings::check);
    }

    private static void check(String origin) {
        if (!origin.matches("https?://[^/?#*]+") || URI.create(origin).getHost() == null) {
            throw new IllegalArgumentException(
                    "lungburden.cors.origins must hold origins such as https://viewer.example.org, without a path");
        }
    }

    boolean allows(String origin) {
        return origins.contains(origin);
    }
}

package org.lungburden.api.results;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many files are downloaded at once.
 *
 * @param maxConcurrent most downloads; each holds a thread of the server's {@code server.tomcat.threads.max} while its
 *     client reads
 * @param maxConcurrentPerOwner most downloads of one owner
 */
@ConfigurationProperties("lungburden.download")
public record DownloadSettings(
        @DefaultValue("80") int maxConcurrent,
        @DefaultValue("60") int maxConcurrentPerOwner) {
    public DownloadSettings {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("lungburden.download.max-concurrent must be positive");
        }
        if (maxConcurrentPerOwner < 1) {
            throw new IllegalArgumentException("lungburden.download.max-concurrent-per-owner must be positive");
        }
    }
}

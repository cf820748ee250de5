package org.lungburden.api.results;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many files are downloaded at once.
 *
 * @param maxConcurrent most downloads; each holds a thread of the server's {@code server.tomcat.threads.max} while its
 *     client reads
 * @param maxConcurrentPerOwner most downloads of one owner
 * @param maxBundles most downloads of tables and zips among them; a zip holds 0.3 KB of memory for each file in it
 * @param maxBundlesPerOwner most downloads of tables and zips of one owner
 */
@ConfigurationProperties("lungburden.download")
public record DownloadSettings(
        @DefaultValue("80") int maxConcurrent,
        @DefaultValue("60") int maxConcurrentPerOwner,
        @DefaultValue("8") int maxBundles,
        @DefaultValue("4") int maxBundlesPerOwner) {
    public DownloadSettings {
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("lungburden.download.max-concurrent must be positive");
        }
        if (maxBundles < 1) {
            throw new IllegalArgumentException("lungburden.download.max-bundles must be positive");
        }
        if (maxBundlesPerOwner < 1) {
            throw new IllegalArgumentException("lungburden.download.max-bundles-per-owner must be positive");
        }
        if (maxConcurrentPerOwner < 1) {
            throw new IllegalArgumentException("lungburden.download.max-concurrent-per-owner must be positive");
        }
    }
}

package org.lungburden.api.upload.submit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of uploads.
 *
 * @param maxSize largest accepted study, in the size as sent
 * @param maxConcurrent most uploads at once; each holds a thread of the server's {@code server.tomcat.threads.max}
 * @param maxConcurrentPerOwner most uploads of one owner at once
 */
@ConfigurationProperties("lungburden.upload")
public record UploadSettings(
        @DefaultValue("2GB") DataSize maxSize,
        @DefaultValue("250") int maxConcurrent,
        @DefaultValue("200") int maxConcurrentPerOwner) {
    public UploadSettings {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("lungburden.upload.max-size must be positive");
        }
        if (maxConcurrentPerOwner < 1) {
            throw new IllegalArgumentException("lungburden.upload.max-concurrent-per-owner must be positive");
        }
        if (maxConcurrent < 1) {
            throw new IllegalArgumentException("lungburden.upload.max-concurrent must be positive");
        }
    }
}

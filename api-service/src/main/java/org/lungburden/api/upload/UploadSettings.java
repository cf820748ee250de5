package org.lungburden.api.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a single upload may be.
 *
 * @param maxSize largest study that is taken, as sent
 */
@ConfigurationProperties("lungburden.upload")
public record UploadSettings(@DefaultValue("2GB") DataSize maxSize) {
    public UploadSettings {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("lungburden.upload.max-size must be positive");
        }
    }
}

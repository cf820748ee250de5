package org.lungburden.api.page;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.regex.Pattern;
import org.lungburden.artifact.Sha256;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;

/**
 * A file of the page. The bundle has a few files of some hundred kB, so they stay in memory.
 *
 * @param tag the entity tag, by which browsers ask whether the file is still the same
 */
record PageFile(byte[] bytes, MediaType type, CacheControl caching, String tag) {
    private static final Duration A_YEAR = Duration.ofDays(365);

    /** The bundler names a file after its content, so that a changed file has another name. */
    private static final Pattern NAMED_BY_CONTENT = Pattern.compile("/assets/.*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    static PageFile read(String path, Resource file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            byte[] bytes = content.readAllBytes();
            return new PageFile(bytes, type(path), caching(path), '"' + Sha256.of(bytes) + '"');
        }
    }

    private static MediaType type(String path) {
        return MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
    }

    private static CacheControl caching(String path) {
        return NAMED_BY_CONTENT.matcher(path).matches()
                ? CacheControl.maxAge(A_YEAR).cachePublic().immutable()
                : CacheControl.noCache();
    }
}

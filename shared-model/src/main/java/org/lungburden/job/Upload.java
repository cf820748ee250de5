package org.lungburden.job;

import java.util.Map;

/**
 * The stored study of a job.
 *
 * @param key artifact key of the bytes
 * @param bytes size
 * @param sha256 lower-case hex of the bytes
 * @param format what the first bytes say: ZIP, GZIP or NIFTI
 */
public record Upload(String key, long bytes, String sha256, Format format) {
    /** Container told by content, never by name. */
    public enum Format {
        ZIP,
        GZIP,
        NIFTI;

        private static final Map<Format, String> MEDIA_TYPES =
                Map.of(ZIP, "application/zip", GZIP, "application/gzip", NIFTI, "application/octet-stream");

        public String mediaType() {
            return MEDIA_TYPES.getOrDefault(this, "application/octet-stream");
        }
    }
}

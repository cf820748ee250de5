package org.lungburden.job;

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
        NIFTI
    }
}

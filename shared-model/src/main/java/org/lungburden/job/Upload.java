package org.lungburden.job;

/**
 * The stored study of a job.
 *
 * @param key artifact key of the bytes
 * @param bytes size
 * @param sha256 lower-case hex of the bytes
 * @param format of the first bytes: name of a {@link Format}, or of one that a newer version knows
 */
public record Upload(String key, long bytes, String sha256, String format) {
    public Upload(String key, long bytes, String sha256, Format format) {
        this(key, bytes, sha256, format.name());
    }

    /** Container format, found from the content and never from the file name. */
    public enum Format {
        ZIP,
        GZIP,
        NIFTI,
        TAR,
        DICOM
    }
}

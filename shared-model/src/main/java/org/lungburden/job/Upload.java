package org.lungburden.job;

/**
 * The stored study of a job.
 *
 * @param key artifact key of the bytes
 * @param bytes size
 * @param sha256 lower-case hex of the bytes
 * @param format format of the first bytes
 */
public record Upload(String key, long bytes, String sha256, Format format) {
    /** Container format, found from the content and never from the file name. */
    public enum Format {
        ZIP,
        GZIP,
        NIFTI,
        TAR,
        DICOM
    }
}

package org.lungburden.job;

/**
 * A file that a finished job offers.
 *
 * @param name as clients ask for it, for example {@code labels.nii.gz}
 * @param key in the artifact store
 * @param sha256 lower-case hex
 */
public record JobArtifact(String name, String key, String mediaType, long bytes, String sha256) {}

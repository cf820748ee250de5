package org.lungburden.artifact;

import java.util.UUID;
import java.util.regex.Pattern;

/** The form of keys: segments of {@code [A-Za-z0-9._-]+}, not all dots, joined by single slashes. */
public final class ArtifactKeys {
    private static final String SEGMENT = "(?!\\.+(?:/|$))[A-Za-z0-9._-]{1,200}";
    private static final Pattern KEY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");
    private static final Pattern PREFIX = Pattern.compile("|(?:" + SEGMENT + "/)*(?:" + SEGMENT + ")?");
    private static final int MAX_LENGTH = 900;

    /** What the keys of uploads start with. */
    public static final String UPLOADS = "uploads/";

    /** What the keys of results start with; job, attempt and name follow. */
    public static final String JOBS = "jobs/";

    private ArtifactKeys() {}

    /** Of the study that a job was submitted with. */
    public static String upload(UUID jobId) {
        return UPLOADS + jobId;
    }

    /** What the keys of all attempts of a job start with. */
    public static String attempts(UUID jobId) {
        return JOBS + jobId + "/";
    }

    /** @throws IllegalArgumentException unless it is a key; keys never come from clients, so this is a bug */
    public static String requireKey(String key) {
        return require(KEY, key);
    }

    /** The start of keys, ending anywhere. */
    public static String requirePrefix(String prefix) {
        return require(PREFIX, prefix);
    }

    private static String require(Pattern form, String text) {
        if (text.length() > MAX_LENGTH || !form.matcher(text).matches()) {
            throw new IllegalArgumentException("Not an artifact key");
        }
        return text;
    }
}

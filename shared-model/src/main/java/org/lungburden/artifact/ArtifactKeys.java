package org.lungburden.artifact;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All keys of the store. Their form: segments of {@code [A-Za-z0-9._-]+}, not all dots, joined by single slashes. */
public final class ArtifactKeys {
    private static final String SEGMENT = "(?!\\.+(?:/|$))[A-Za-z0-9._-]{1,200}";
    private static final Pattern KEY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");
    private static final Pattern PREFIX = Pattern.compile("|(?:" + SEGMENT + "/)*(?:" + SEGMENT + ")?");
    private static final int MAX_LENGTH = 900;

    /** Keys of uploads start with this text. */
    public static final String UPLOADS = "uploads/";

    /** Keys of results start with this text; job, attempt and name follow. */
    public static final String JOBS = "jobs/";

    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern UPLOAD = Pattern.compile(UPLOADS + ID);
    /** Earlier versions wrote no token. */
    private static final Pattern FILE = Pattern.compile(JOBS + ID + "/([1-9][0-9]{0,8})(?:-" + ID + ")?/[^/]+");

    private static final Pattern TASK_FILE =
            Pattern.compile(JOBS + ID + "/tasks/" + ID + "/([1-9][0-9]{0,8})-" + ID + "/[^/]+");
    private static final Pattern LABELS = Pattern.compile(JOBS + ID + "/revisions/" + ID);
    private static final Pattern OF_JOB = Pattern.compile("(?:" + UPLOADS + "|" + JOBS + ")" + ID + "(?:/.*)?");

    private ArtifactKeys() {}

    /** Key of the study that a client submitted for the job. */
    public static String upload(UUID jobId) {
        return UPLOADS + jobId;
    }

    /** The prefix of the keys of all attempts of a job. */
    public static String attempts(UUID jobId) {
        return JOBS + jobId + "/";
    }

    /**
     * Key of a file that an attempt of a job wrote.
     *
     * @param token of the attempt's fence: two holders of one number, before and after a failover, write different files
     */
    public static String file(UUID jobId, int attempt, @Nullable UUID token, String name) {
        return attempts(jobId) + attempt + (token == null ? "" : "-" + token) + "/" + name;
    }

    /** Key of a file that an attempt of a task on a job wrote. */
    public static String taskFile(UUID jobId, UUID task, int attempt, UUID token, String name) {
        return attempts(jobId) + "tasks/" + task + "/" + attempt + "-" + token + "/" + name;
    }

    /** Key of labels that a client sends, before they are a revision. */
    public static String labels(UUID jobId, UUID upload) {
        return attempts(jobId) + "revisions/" + upload;
    }

    /** Whether this is the key of labels that a client sent. */
    public static boolean isLabels(String key) {
        return LABELS.matcher(key).matches();
    }

    /** The task, in the place of the job, and the attempt of a key; empty for any other key. */
    public static Optional<AttemptFile> taskAttemptOf(String key) {
        Matcher form = TASK_FILE.matcher(key);
        return form.matches()
                ? Optional.of(new AttemptFile(key, UUID.fromString(form.group(2)), Integer.parseInt(form.group(3))))
                : Optional.empty();
    }

    /** The job of an upload's key; empty for any other key. */
    public static Optional<UUID> uploadOf(String key) {
        return job(UPLOAD.matcher(key));
    }

    /** The job and the attempt of a result's key; empty for any other key. */
    public static Optional<AttemptFile> attemptOf(String key) {
        Matcher form = FILE.matcher(key);
        return job(form).map(id -> new AttemptFile(key, id, Integer.parseInt(form.group(2))));
    }

    /** The job that a stored artifact belongs to; empty when the service would not have written such a key. */
    public static Optional<UUID> jobOf(String key) {
        return job(OF_JOB.matcher(key));
    }

    private static Optional<UUID> job(Matcher form) {
        return form.matches() ? Optional.of(UUID.fromString(form.group(1))) : Optional.empty();
    }

    /**
     * @throws IllegalArgumentException unless the text is a key. Keys never come from clients, so a wrong one is a bug.
     */
    public static String requireKey(String key) {
        return require(KEY, key);
    }

    /** A prefix of keys, which may end in the middle of a segment. */
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

package org.lungburden.api.background;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.job.upkeep.Orphans;

/** Tells whose a stored file is by its key. A key of another form is nobody's that we know, and left alone. */
final class StoredKey {
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern UPLOAD = Pattern.compile(ArtifactKeys.UPLOADS + ID);
    private static final Pattern ATTEMPT = Pattern.compile(ArtifactKeys.JOBS + ID + "/([1-9][0-9]{0,8})/[^/]+");

    private StoredKey() {}

    /** The job that an upload is of. */
    static Optional<UUID> uploadOf(String key) {
        Matcher form = UPLOAD.matcher(key);
        return form.matches() ? Optional.of(UUID.fromString(form.group(1))) : Optional.empty();
    }

    static Optional<Orphans.AttemptFile> attemptOf(String key) {
        Matcher form = ATTEMPT.matcher(key);
        return form.matches()
                ? Optional.of(
                        new Orphans.AttemptFile(key, UUID.fromString(form.group(1)), Integer.parseInt(form.group(2))))
                : Optional.empty();
    }
}

package org.lungburden.artifact.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lungburden.artifact.ArtifactKeys;
import org.lungburden.error.InvalidSettingException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bucket and prefix of the artifacts.
 *
 * @param prefix empty, or ends with a slash
 */
record Bucket(S3Client s3, String name, String prefix) {
    private static final Pattern LOCATION = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?))?/*");

    static Bucket at(S3Client s3, String location) {
        Matcher form = LOCATION.matcher(location);
        if (!form.matches()) {
            throw malformed();
        }
        String prefix = form.group(2) == null ? "" : form.group(2);
        if (prefix.isEmpty()) {
            return new Bucket(s3, form.group(1), "");
        }
        try {
            return new Bucket(s3, form.group(1), ArtifactKeys.requireKey(prefix) + "/");
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static InvalidSettingException malformed() {
        return new InvalidSettingException(
                "lungburden.artifacts.location must be s3://bucket or s3://bucket/prefix, the prefix of letters, digits,"
                        + " dots, dashes, underscores and slashes");
    }

    /** The object's name for an artifact's key. */
    String object(String key) {
        return prefix + ArtifactKeys.requireKey(key);
    }

    /** The prefix of object names for a prefix of keys. */
    String objects(String keyPrefix) {
        return prefix + ArtifactKeys.requirePrefix(keyPrefix);
    }

    /** The artifact's key for an object's name. */
    String key(String object) {
        return object.substring(prefix.length());
    }

    @Override
    public String toString() {
        return "s3://" + name + "/" + prefix;
    }
}

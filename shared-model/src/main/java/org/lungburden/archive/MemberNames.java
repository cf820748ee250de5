package org.lungburden.archive;

import java.util.regex.Pattern;

/**
 * Hostile names of members. No name ever becomes a path, so that absolute names and drive letters, which honest programs
 * write, do no harm. Nobody honest writes a name that climbs up, so that such an archive is refused all the same.
 */
final class MemberNames {
    private static final Pattern PARENT = Pattern.compile("(^|.*/)\\.\\.(/.*|$)", Pattern.DOTALL);

    private MemberNames() {}

    /** A backslash counts as a separator, because some exports of Windows write backslashes. */
    static boolean leadsOut(String name) {
        String path = name.replace('\\', '/');
        return path.indexOf('\0') >= 0 || PARENT.matcher(path).matches();
    }
}

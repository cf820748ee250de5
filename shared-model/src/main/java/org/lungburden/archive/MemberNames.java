package org.lungburden.archive;

import java.util.regex.Pattern;

/** Hostile names of members. No name ever becomes a path; an archive that holds such a name is refused all the same. */
final class MemberNames {
    private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:.*", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("(^|.*/)\\.\\.(/.*|$)", Pattern.DOTALL);

    private MemberNames() {}

    /** A backslash counts as a separator, because some exports of Windows write backslashes. */
    static boolean leadsOut(String name) {
        String path = name.replace('\\', '/');
        return path.startsWith("/")
                || path.indexOf('\0') >= 0
                || DRIVE.matcher(path).matches()
                || PARENT.matcher(path).matches();
    }
}

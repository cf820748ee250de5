package org.lungburden.archive;

import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;

/**
 * Hostile names of members. No name ever becomes a path, so that absolute names and drive letters, which honest programs
 * write, do no harm. Nobody honest writes a name that climbs up, so that such an archive is refused all the same.
 */
final class MemberNames {
    private MemberNames() {}

    static CodedException refusal(CharSequence name) {
        boolean zero = name.chars().anyMatch(each -> each == 0);
        return new CodedException(
                ErrorCode.ARCHIVE_UNSAFE,
                zero
                        ? "The archive holds a name with a NUL character, behind which a second name may hide. "
                                + ErrorCode.ARCHIVE_UNSAFE.advice()
                        : "The archive holds a path that leads out of it (..). " + ErrorCode.ARCHIVE_UNSAFE.advice());
    }

    /** A backslash counts as a separator, because some exports of Windows write backslashes. */
    static boolean leadsOut(CharSequence name) {
        int part = 0;
        for (int at = 0; at < name.length(); at++) {
            char each = name.charAt(at);
            if (each == '\0' || isSeparator(each) && isParent(name, part, at)) {
                return true;
            }
            if (isSeparator(each)) {
                part = at + 1;
            }
        }
        return isParent(name, part, name.length());
    }

    private static boolean isSeparator(char each) {
        return each == '/' || each == '\\';
    }

    private static boolean isParent(CharSequence name, int from, int to) {
        return to - from == 2 && name.charAt(from) == '.' && name.charAt(from + 1) == '.';
    }
}

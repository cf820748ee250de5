package org.lungburden.api.access;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of this machine for itself. */
final class Hosts {
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private Hosts() {}

    /** In lower case, without the brackets of IPv6 and the dot of a full name. */
    static String plain(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /**
     * Whether the name can only mean this machine. A name that is merely resolved to 127.0.0.1 does not count, because
     * its owner may be anyone (RFC 6761, section 6.3: {@code localhost}; RFC 1122, section 3.2.1.3: 127/8).
     */
    static boolean loopback(String host) {
        String name = plain(host);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("::1")
                || name.equals("0:0:0:0:0:0:0:1")
                || IPV4_LOOPBACK.matcher(name).matches();
    }
}

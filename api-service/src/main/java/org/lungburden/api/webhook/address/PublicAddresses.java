package org.lungburden.api.webhook.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What the internet routes to anybody: the registries of special addresses, IPv4 and IPv6, as of 2025
 * (https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry). Of IPv6 only the block
 * that is given out (2000::/3) counts, so that forms that hold an IPv4 address do not: mapped, compatible, NAT64.
 */
final class PublicAddresses {
    private static final List<IpAddressMatcher> SPECIAL_4 = nets(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");
    private static final IpAddressMatcher GIVEN_OUT_6 = new IpAddressMatcher("2000::/3");
    /** The second holds Teredo, the fourth 6to4. */
    private static final List<IpAddressMatcher> SPECIAL_6 =
            nets("2001:db8::/32", "2001::/23", "2620:4f:8000::/48", "2002::/16", "3fff::/20");

    private PublicAddresses() {}

    private static List<IpAddressMatcher> nets(String... nets) {
        return Stream.of(nets).map(IpAddressMatcher::new).toList();
    }

    static boolean contains(InetAddress address) {
        String text = address.getHostAddress();
        if (address instanceof Inet4Address) {
            return SPECIAL_4.stream().noneMatch(net -> net.matches(text));
        }
        return text.indexOf('%') < 0
                && GIVEN_OUT_6.matches(text)
                && SPECIAL_6.stream().noneMatch(net -> net.matches(text));
    }
}

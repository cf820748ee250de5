package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * What an operator allows beside public hosts.
 *
 * @param plain whether http is good as well
 * @param port null for every port
 * @param net null where a host is named
 */
record AllowedTarget(
        boolean plain,
        String host,
        @Nullable Integer port,
        @Nullable IpAddressMatcher net) {
    private static final Pattern FORM =
            Pattern.compile("(?<plain>http://)?(?<host>\\[[0-9a-f:.]+]|[a-z0-9.-]+)(:(?<port>[0-9]{1,5}))?");
    private static final Pattern NET = Pattern.compile("(?<plain>http://)?(?<net>[0-9a-f:.]+/[0-9]{1,3})");

    /** @throws IllegalArgumentException */
    static AllowedTarget of(String setting) {
        String text = setting.strip().toLowerCase(Locale.ROOT);
        Matcher net = NET.matcher(text);
        if (net.matches()) {
            return new AllowedTarget(net.group("plain") != null, "", null, new IpAddressMatcher(net.group("net")));
        }
        Matcher host = FORM.matcher(text);
        if (!host.matches()) {
            throw new IllegalArgumentException("lungburden.webhooks.allow must hold hosts, host:port or nets such as"
                    + " 10.1.0.0/16, with http:// before those that may be called without TLS");
        }
        return new AllowedTarget(
                host.group("plain") != null,
                host.group("host"),
                host.group("port") == null ? null : Integer.valueOf(host.group("port")),
                null);
    }

    /** Whether an address of this spelling can be allowed, whatever its name resolves to. */
    boolean mayBe(CallbackAddress address) {
        return (address.tls() || plain)
                && (net != null || (host.equals(address.host()) && (port == null || port == address.port())));
    }

    /** A name leads nowhere that no host has: its resolver may be anybody's. */
    boolean is(CallbackAddress address, InetAddress resolved) {
        boolean ofNoHost =
                resolved.isLinkLocalAddress() || resolved.isMulticastAddress() || resolved.isAnyLocalAddress();
        return mayBe(address) && (net == null ? !ofNoHost : net.matches(resolved.getHostAddress()));
    }
}

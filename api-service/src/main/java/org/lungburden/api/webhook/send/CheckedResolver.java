package org.lungburden.api.webhook.send;

import java.io.Serial;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.lungburden.api.webhook.address.HostLookup;
import org.lungburden.api.webhook.address.RefusedTargetException;
import org.lungburden.api.webhook.address.Targets;

/** Resolves once, checks, and hands the client the very addresses to which it then connects. */
final class CheckedResolver implements DnsResolver {
    /** Each may take the whole time of a connection. */
    private static final int MOST_ADDRESSES = 2;

    private final boolean tls;
    private final Targets targets;
    private final HostLookup lookup;

    /** @param tls whether the client of this resolver speaks TLS */
    CheckedResolver(boolean tls, Targets targets, HostLookup lookup) {
        this.tls = tls;
        this.targets = targets;
        this.lookup = lookup;
    }

    /** The name leads where this service may not go. */
    static final class Refused extends UnknownHostException {
        @Serial
        private static final long serialVersionUID = 1L;

        Refused() {
            super("not allowed");
        }
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetAddress> found = List.of(lookup.addresses(host));
        try {
            targets.check(tls, host, port, found);
        } catch (RefusedTargetException e) {
            throw new Refused();
        }
        return found.stream()
                .limit(MOST_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** Without the port nothing can be checked. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new Refused();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves names. */
@FunctionalInterface
public interface HostLookup {
    /** @return at least one address */
    InetAddress[] addresses(String host) throws UnknownHostException;
}

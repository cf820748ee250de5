package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;

/** The rules for addresses. A name is judged by its spelling first and by what it resolves to at each connection. */
public final class Targets {
    private static final int LAST_SYSTEM_PORT = 1023;
    private static final String SPELLING = "The callback address must be an https address on port 443 or above 1023,"
            + " unless the operator of the service allows its host.";
    private static final String INSIDE = "The host of the callback address is not public. Ask the operator of the"
            + " service to allow it (lungburden.webhooks.allow).";

    private final boolean loopback;
    private final List<AllowedTarget> allowed;

    /**
     * @param loopback whether this machine may be called: without sign-in it serves nobody else
     * @param allowed as in {@code lungburden.webhooks.allow}
     */
    public Targets(boolean loopback, Collection<String> allowed) {
        this.loopback = loopback;
        this.allowed = allowed.stream().map(AllowedTarget::of).toList();
    }

    /** @throws RefusedTargetException when no look-up can make the address good */
    public void check(CallbackAddress address) {
        boolean ordinary = address.tls() && ordinaryPort(address);
        if (!ordinary && !loopback && allowed.stream().noneMatch(each -> each.mayBe(address))) {
            throw new RefusedTargetException(SPELLING);
        }
        address.literal().ifPresent(each -> check(address, List.of(each)));
    }

    /**
     * Checks what the host resolved to; one bad address spoils all.
     *
     * @throws RefusedTargetException
     */
    public void check(CallbackAddress address, Collection<InetAddress> resolved) {
        if (resolved.isEmpty() || !resolved.stream().allMatch(each -> allows(address, each))) {
            throw new RefusedTargetException(INSIDE);
        }
    }

    /**
     * Checks what a connection is about to go to.
     *
     * @param host without the brackets of IPv6
     * @throws RefusedTargetException
     */
    public void check(boolean tls, String host, int port, Collection<InetAddress> resolved) {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        check(new CallbackAddress(tls, name, port, "/"), resolved);
    }

    private boolean allows(CallbackAddress address, InetAddress resolved) {
        return (address.tls() && ordinaryPort(address) && PublicAddresses.contains(resolved))
                || (loopback && resolved.isLoopbackAddress())
                || allowed.stream().anyMatch(each -> each.is(address, resolved));
    }

    private static boolean ordinaryPort(CallbackAddress address) {
        return address.port() == CallbackAddress.HTTPS || address.port() > LAST_SYSTEM_PORT;
    }
}

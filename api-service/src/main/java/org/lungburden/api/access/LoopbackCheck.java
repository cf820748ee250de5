package org.lungburden.api.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.InvalidSettingException;
import org.springframework.core.env.Environment;

/** A service that asks for no key must not be reached from other machines. */
public final class LoopbackCheck {
    private LoopbackCheck() {}

    /** @throws InvalidSettingException when the service would listen beyond loopback without sign-in */
    public static void check(Environment settings) {
        String auth = settings.getProperty("lungburden.auth", "none").strip().toLowerCase(Locale.ROOT);
        if (auth.equals("none") && !loopback(settings.getProperty("server.address"))) {
            throw new InvalidSettingException("LUNGBURDEN_AUTH=none serves this machine alone; set"
                    + " LUNGBURDEN_AUTH=keys to listen beyond 127.0.0.1 (docs/security.md)");
        }
    }

    private static boolean loopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new InvalidSettingException("no machine has the name in server.address: " + address, e);
        }
    }
}

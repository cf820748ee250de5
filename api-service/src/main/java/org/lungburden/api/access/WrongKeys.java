package org.lungburden.api.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Counts the wrong keys of each address, and the sign-ins that the issuer refused, a minute long. What keeps guessers out
 * is the length of the secret; this tells them to stop, and operators that they are there. A right key is never refused,
 * so that nobody locks out those who share his address or whose key's id he knows.
 */
class WrongKeys {
    static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int MOST_ADDRESSES = 10_000;
    private static final int IPV6_NETWORK_BYTES = 8;
    /** No name of a host has colons, so that nothing is looked up. */
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[0-9a-zA-Z]*)?]?");

    private final int most;
    private final Cache<String, AtomicInteger> counts;

    WrongKeys(SessionSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    WrongKeys(SessionSettings settings, Ticker ticker) {
        this.most = settings.wrongKeys();
        this.counts = Caffeine.newBuilder()
                .expireAfterWrite(WINDOW)
                .maximumSize(MOST_ADDRESSES)
                .ticker(ticker)
                .build();
    }

    /** Counts one more; returns whether the address has tried too many. */
    boolean tooMany(String address) {
        return counts.get(network(address), any -> new AtomicInteger()).incrementAndGet() > most;
    }

    /** A client has one IPv4 address, but a whole network of IPv6 addresses (RFC 6177). A proxy may tell a mere name. */
    private static String network(String address) {
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            byte[] all = InetAddress.getByName(address).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(all, IPV6_NETWORK_BYTES));
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}

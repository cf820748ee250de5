package org.lungburden.api.webhook.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that a client named, in one of the few spellings that every reader of addresses understands alike (RFC
 * 3986; the readers of browsers take many more).
 *
 * @param host in lower case; IPv6 in brackets
 */
public record CallbackAddress(boolean tls, String host, int port, String pathAndQuery) {
    static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LONGEST = 2048;
    private static final int MOST_PORT = 65535;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
    private static final String BYTE = "(0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    /** Resolvers read such a last label as a number, in one of several systems. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");

    /** @throws RefusedTargetException for a text that is no plain address */
    public static CallbackAddress parse(String text) {
        if (text.length() > LONGEST) {
            throw new RefusedTargetException("The callback address is longer than " + LONGEST + " characters.");
        }
        if (!VISIBLE.matcher(text).matches()) {
            throw new RefusedTargetException(
                    "The callback address must be of visible ASCII characters; percent-encode a"
                            + " path, and write other names as browsers send them (xn--).");
        }
        return of(uri(text));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new RefusedTargetException("The callback address is no URL.", e);
        }
    }

    private static CallbackAddress of(URI uri) {
        String scheme = Objects.requireNonNullElse(uri.getScheme(), "").toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new RefusedTargetException("The callback address must begin with https://.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new RefusedTargetException("The callback address must hold neither a user nor a fragment.");
        }
        String host = host(uri);
        boolean tls = scheme.equals("https");
        int port = uri.getPort() == -1 ? (tls ? HTTPS : HTTP) : uri.getPort();
        if (port < 1 || port > MOST_PORT) {
            throw new RefusedTargetException("The port of the callback address is none.");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new CallbackAddress(tls, host, port, path + query);
    }

    private static String host(URI uri) {
        String host = Objects.requireNonNullElse(uri.getHost(), "").toLowerCase(Locale.ROOT);
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        boolean strange = NUMBER.matcher(host).matches() && !IPV4.matcher(host).matches();
        if (host.isEmpty() || host.indexOf('%') >= 0 || strange) {
            throw new RefusedTargetException(
                    "The host of the callback address must be a name, or an IP address in its usual form.");
        }
        return host;
    }

    /** The address that stands in place of a name; empty for a name. Asks no resolver. */
    Optional<InetAddress> literal() {
        if (!host.startsWith("[") && !IPV4.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            throw new RefusedTargetException("The host of the callback address is no IP address.", e);
        }
    }

    /** Host and port, without the usual port. */
    public String authority() {
        return port == (tls ? HTTPS : HTTP) ? host : host + ":" + port;
    }

    /** The normal form, which {@link #parse} reads again. */
    public String text() {
        return (tls ? "https://" : "http://") + authority() + pathAndQuery;
    }
}

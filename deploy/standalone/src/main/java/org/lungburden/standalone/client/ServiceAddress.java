package org.lungburden.standalone.client;

import java.net.URI;
import java.net.URISyntaxException;
import org.lungburden.standalone.exit.CommandFailedException;

/**
 * The address of a service as the user gives it: {@code http} or {@code https}, with the path prefix of a proxy if any.
 */
public record ServiceAddress(URI root) {

    /** Ends the command when the text is no address. */
    public static ServiceAddress of(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return new ServiceAddress(uri);
            }
        } catch (URISyntaxException noUri) {
            // the code below reports the error
        }
        throw CommandFailedException.badInput("--server: '" + text
                + "' is no address of a service; one is http://localhost:8080 or https://host/prefix");
    }

    /** @param path begins with a slash */
    URI at(String path) {
        return URI.create(root.toString().replaceAll("/+$", "") + path);
    }

    @Override
    public String toString() {
        return root.toString();
    }
}

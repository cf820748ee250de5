package org.lungburden.standalone;

import org.lungburden.standalone.client.Patience;
import org.lungburden.standalone.client.ServiceAddress;
import org.lungburden.standalone.client.ServiceClient;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The service that a command asks. */
final class ServerOption {
    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:LUNGBURDEN_SERVER:-http://127.0.0.1:8080}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Address of the service (default: $$LUNGBURDEN_SERVER, else port 8080 here).")
    String server;

    @Mixin
    KeyOption keyOption;

    ServiceClient client() {
        return new ServiceClient(ServiceAddress.of(server), keyOption.key(), Patience.usual(System.err::println));
    }
}

package org.lungburden.standalone;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.access.keys.KeyDatabase;
import org.lungburden.api.access.keys.KeysCommand;
import org.lungburden.standalone.service.KeysOfDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The keys of {@code api}, and also those of {@code serve}. */
@Command(
        name = "keys",
        versionProvider = Version.class,
        description = "Makes, lists and revokes the keys of a service with LUNGBURDEN_AUTH=keys.",
        footer = {
            "",
            "create prints the key once, alone on standard output; the service keeps only a",
            "hash. Services refuse a revoked key within seconds.",
            "--data may be in use by a running `serve`. Without --data the database is that",
            "of `api` (SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD).",
            "",
            "Example: lungburden keys create --owner ward --name viewer --scope read,submit",
            "         lungburden keys list --data lungburden-data",
            "         lungburden keys revoke 0123456789abcdef"
        })
final class KeysOfServiceCommand extends KeysCommand {
    @Option(names = "--data", paramLabel = "DIR", description = "Data directory of `serve`.")
    @Nullable
    Path data;

    @Override
    protected KeyDatabase open() throws IOException {
        return data == null ? super.open() : KeysOfDirectory.open(data);
    }
}

package org.lungburden.api.access.keys;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.access.AccessKey;
import org.lungburden.access.AccessScope;
import org.lungburden.access.KeySecret;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes the keys with which callers sign in where {@code LUNGBURDEN_AUTH=keys}. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the keys of a service with LUNGBURDEN_AUTH=keys.",
        footer = {
            "",
            "create prints the key once, alone on standard output; the service keeps only a",
            "hash. Services refuse a revoked key within seconds.",
            "The database is that of `api` (SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD).",
            "",
            "Example: keys create --owner ward --name viewer --scope read,submit",
            "         keys list",
            "         keys revoke 0123456789abcdef"
        })
public class KeysCommand implements Callable<Integer> {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9._@:-]{1,64}");
    private static final int LONGEST_NAME = 100;

    /** What to do with the keys. */
    enum Action {
        create,
        list,
        revoke
    }

    @Parameters(index = "0", paramLabel = "ACTION", description = "create, list or revoke.")
    Action action;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Of revoke: the key's id, or the key.")
    @Nullable
    String id;

    @Option(names = "--owner", paramLabel = "OWNER", description = "Of create: whose jobs the key's holder sees.")
    @Nullable
    String owner;

    @Option(names = "--name", paramLabel = "TEXT", description = "Of create: what the key is for.")
    @Nullable
    String name;

    @Option(
            names = "--scope",
            paramLabel = "LIST",
            description = "Of create: what the key allows, with commas between: submit, read, correct, admin.")
    @Nullable
    String scope;

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            description = "Of create: for how long, such as 90d (default: until revoked).")
    @Nullable
    String expires;

    @Spec
    CommandSpec spec;

    /** Runs the command with these arguments; returns the exit code. */
    public static int run(String... arguments) {
        return new CommandLine(new KeysCommand()).execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        // standard output carries the key alone
        LoggingSystem.get(KeysCommand.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        try {
            switch (action) {
                case create -> create();
                case list -> list();
                case revoke -> revoke();
            }
            return 0;
        } catch (KeysRefusedException refused) {
            spec.commandLine().getErr().println(refused.getMessage());
            return refused.exitCode();
        }
    }

    /** @throws KeysRefusedException when there is no such database */
    protected KeyDatabase open() throws IOException {
        return KeyDatabase.ofSettings(System.getenv());
    }

    private void create() throws IOException {
        KeySecret secret = KeySecret.create();
        AccessKey key = key(secret.id());
        try (KeyDatabase database = open()) {
            database.add(key, secret.sha256());
        }
        spec.commandLine().getOut().println(secret.text());
        spec.commandLine().getOut().flush();
    }

    private AccessKey key(String newId) {
        String of = required("--owner", owner);
        if (!OWNER.matcher(of).matches()) {
            throw KeysRefusedException.badInput("--owner takes 1 to 64 letters, digits or ._@:-");
        }
        String told = required("--name", name).strip();
        if (told.isEmpty() || told.length() > LONGEST_NAME) {
            throw KeysRefusedException.badInput("--name takes 1 to " + LONGEST_NAME + " characters");
        }
        Set<AccessScope> scopes = scopes(required("--scope", scope));
        // the database keeps microseconds
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new AccessKey(
                newId, of, told, scopes, now, expires == null ? null : now.plus(lifetime(expires)), null, null);
    }

    private static String required(String option, @Nullable String value) {
        if (value == null) {
            throw KeysRefusedException.badInput("create needs " + option);
        }
        return value;
    }

    private static Set<AccessScope> scopes(String text) {
        try {
            return AccessScope.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw KeysRefusedException.badInput("--scope: " + unknown.getMessage());
        }
    }

    private static Duration lifetime(String text) {
        try {
            Duration time = DurationStyle.SIMPLE.parse(text);
            if (!time.isNegative() && !time.isZero()) {
                return time;
            }
        } catch (IllegalArgumentException | ArithmeticException noTime) {
            // the code below tells what a time is
        }
        throw KeysRefusedException.badInput("--expires takes a time such as 12h or 90d");
    }

    private void list() throws IOException {
        try (KeyDatabase database = open()) {
            KeyTable.print(
                    database.keys().list(), Instant.now(), spec.commandLine().getOut());
        }
    }

    private void revoke() throws IOException {
        if (id == null) {
            throw KeysRefusedException.badInput("revoke needs the key's id; `keys list` shows all");
        }
        String wanted = KeySecret.parse(id).map(KeySecret::id).orElse(id);
        try (KeyDatabase database = open()) {
            if (!database.revoke(wanted, Instant.now())) {
                throw KeysRefusedException.badInput("there is no key with this id; `keys list` shows all");
            }
        }
    }
}

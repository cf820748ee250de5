package org.lungburden.standalone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * The database's address and password. Reading a property waits until the database runs, so that the rest of the start
 * need not wait.
 */
final class DatabaseProperties extends PropertySource<CompletableFuture<EmbeddedDatabase>> {

    DatabaseProperties(CompletableFuture<EmbeddedDatabase> database) {
        super("embedded database", database);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return switch (name) {
            case "spring.datasource.url" -> await(getSource()).jdbcUrl();
            case "spring.datasource.username" -> await(getSource()).user();
            case "spring.datasource.password" -> await(getSource()).password();
            default -> null;
        };
    }

    private static EmbeddedDatabase await(CompletableFuture<EmbeddedDatabase> database) {
        try {
            return database.join();
        } catch (CompletionException e) {
            throw new UncheckedIOException(new IOException("the embedded PostgreSQL does not start", e.getCause()));
        }
    }
}

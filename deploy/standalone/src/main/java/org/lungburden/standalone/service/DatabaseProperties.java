package org.lungburden.standalone.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * The database's address and password. Reading a property waits until the database runs, so that the rest of the start
 * need not wait.
 */
final class DatabaseProperties extends PropertySource<Future<EmbeddedDatabase>> {

    DatabaseProperties(Future<EmbeddedDatabase> database) {
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

    private static EmbeddedDatabase await(Future<EmbeddedDatabase> database) {
        try {
            return awaitUninterruptibly(database);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(new IOException("the embedded PostgreSQL does not start", e.getCause()));
        }
    }

    /** Waits even when interrupted, because the server of an unfinished start would otherwise be left behind. */
    static EmbeddedDatabase awaitUninterruptibly(Future<EmbeddedDatabase> database) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return database.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

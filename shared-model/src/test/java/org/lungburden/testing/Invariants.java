package org.lungburden.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The queries of {@code invariants.sql}. */
public final class Invariants {
    private Invariants() {}

    /** A rule and the query that finds what breaks the rule. */
    public record Invariant(String name, boolean always, String query) {
        /** What breaks the rule, as text. */
        public List<String> offenders(Connection connection) throws SQLException {
            List<String> offenders = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    offenders.add(rows.getString("offender"));
                }
            }
            return offenders;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What holds in a database whose services have nothing left to do. */
    public static List<Invariant> atRest() {
        String text;
        try (InputStream file = Objects.requireNonNull(Invariants.class.getResourceAsStream("/invariants.sql"))) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.stream(text.split("-- name: "))
                .skip(1)
                .map(Invariants::parse)
                .toList();
    }

    /** What holds whenever no transaction is open. */
    public static List<Invariant> always() {
        return atRest().stream().filter(Invariant::always).toList();
    }

    /** Name and offender of each violation. */
    public static List<String> violations(List<Invariant> invariants, Connection connection) throws SQLException {
        List<String> violations = new ArrayList<>();
        for (Invariant invariant : invariants) {
            invariant.offenders(connection).forEach(offender -> violations.add(invariant + ": " + offender));
        }
        return violations;
    }

    private static Invariant parse(String block) {
        String name = block.substring(0, block.indexOf('\n'));
        String holds = block.substring(name.length() + 1, block.indexOf('\n', name.length() + 1));
        return switch (holds) {
            case "-- holds: always" -> new Invariant(name, true, block.substring(name.length()));
            case "-- holds: at rest" -> new Invariant(name, false, block.substring(name.length()));
            default -> throw new IllegalArgumentException("When does " + name + " hold? " + holds);
        };
    }
}

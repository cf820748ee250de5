package org.lungburden.standalone.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lungburden.testing.Invariants;

/** What a data directory holds, read by SQL and from the disk, past all code of the service. */
final class StoredState {
    private final Path data;

    StoredState(Path data) {
        this.data = data;
    }

    /** The database's first process. */
    ProcessHandle postmaster() throws IOException {
        return ProcessHandle.of(Long.parseLong(pidFile().get(0).strip())).orElseThrow();
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(data.resolve("database/postmaster.pid"));
    }

    /** First column of every row, as text. */
    List<String> sql(String query) throws IOException, SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private Connection connect() throws IOException, SQLException {
        String port = pidFile().get(3);
        String password = Files.readString(data.resolve("database.secret")).strip();
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
    }

    /** Everything that contradicts a service that has nothing more to do and whose jobs all succeeded. */
    List<String> violations() throws IOException, SQLException {
        List<String> violations = new ArrayList<>();
        try (Connection connection = connect()) {
            violations.addAll(Invariants.violations(Invariants.atRest(), connection));
        }
        sql("SELECT concat_ws(' ', id, status, error_code) FROM job WHERE status <> 'SUCCEEDED'")
                .forEach(job -> violations.add("job did not succeed: " + job));
        Set<String> needed = new TreeSet<>(
                sql("SELECT upload_key FROM job UNION SELECT key FROM artifact UNION SELECT key FROM revision_artifact"
                        + " UNION SELECT labels_key FROM revision"));
        Set<String> there = files(data.resolve("artifacts"));
        // the marks that bind the store to the database and its server
        there.removeIf(file -> file.startsWith("store/"));
        there.stream()
                .filter(file -> !needed.contains(file))
                .forEach(file -> violations.add("file left over: " + file));
        needed.stream().filter(key -> !there.contains(key)).forEach(key -> violations.add("file lost: " + key));
        Set<String> working = files(data.resolve("work"));
        // the living worker's own lock
        working.stream()
                .filter(file -> file.matches("worker-[^/]+[.]lock"))
                .findFirst()
                .ifPresent(working::remove);
        working.forEach(file -> violations.add("working file left over: " + file));
        return violations;
    }

    private static Set<String> files(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return new TreeSet<>();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            Set<String> found = new TreeSet<>();
            walk.filter(Files::isRegularFile)
                    .forEach(file -> found.add(folder.relativize(file).toString()));
            return found;
        }
    }
}

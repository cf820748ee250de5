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

/** What a data directory holds, read by SQL and from the disk, past all code of the service. */
final class Books {
    private final Path data;

    Books(Path data) {
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
        String port = pidFile().get(3);
        String password = Files.readString(data.resolve("database.secret")).strip();
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", password);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    /** Everything that contradicts a service that has nothing more to do. */
    List<String> faults() throws IOException, SQLException {
        List<String> faults = new ArrayList<>();
        told(faults, "job not finished", "SELECT id FROM job WHERE status IN ('QUEUED', 'RUNNING')");
        told(faults, "job failed", "SELECT id || ' ' || error_code FROM job WHERE status = 'FAILED'");
        told(faults, "deleted job still there", "SELECT id FROM job WHERE deleted_at IS NOT NULL");
        told(faults, "purge not done", "SELECT job_id FROM purge");
        told(faults, "message not sent", "SELECT job_id FROM outbox WHERE sent_at IS NULL");
        told(faults, "attempt open", "SELECT job_id FROM attempt WHERE ended_at IS NULL");
        told(faults, "not succeeded exactly once", """
                SELECT j.id FROM job j WHERE 1 <>
                    (SELECT count(*) FROM attempt a WHERE a.job_id = j.id AND a.outcome = 'SUCCEEDED')""");
        told(faults, "attempts missing", """
                SELECT j.id FROM job j WHERE j.attempt <> (SELECT count(*) FROM attempt a WHERE a.job_id = j.id)""");
        Set<String> needed = new TreeSet<>(sql("SELECT upload_key FROM job UNION SELECT key FROM artifact"));
        Set<String> there = files(data.resolve("artifacts"));
        // the mark that binds the store to the database
        there.removeIf(file -> file.startsWith("store/owner/"));
        there.stream().filter(file -> !needed.contains(file)).forEach(file -> faults.add("file left over: " + file));
        needed.stream().filter(key -> !there.contains(key)).forEach(key -> faults.add("file lost: " + key));
        Set<String> working = files(data.resolve("work"));
        // the living worker's own lock
        working.stream()
                .filter(file -> file.matches("worker-[^/]+[.]lock"))
                .findFirst()
                .ifPresent(working::remove);
        working.forEach(file -> faults.add("working file left over: " + file));
        return faults;
    }

    private void told(List<String> faults, String what, String query) throws IOException, SQLException {
        sql(query).forEach(row -> faults.add(what + ": " + row));
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

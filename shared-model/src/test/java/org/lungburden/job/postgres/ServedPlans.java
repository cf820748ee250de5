package org.lungburden.job.postgres;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads from the server's log how it ran each statement on one database, the ones inside of triggers included. */
final class ServedPlans {
    private static final Pattern PLAN = Pattern.compile("duration: ([0-9.]+) ms {2}plan:\n");

    private final JdbcClient outside;
    private final Path log;
    private long position;

    /** @param outside sessions on another database, whose statements are not explained */
    ServedPlans(JdbcClient outside, String database) {
        this.outside = outside;
        set(database, "session_preload_libraries = 'auto_explain'");
        set(database, "auto_explain.log_min_duration = 0");
        set(database, "auto_explain.log_analyze = on");
        set(database, "auto_explain.log_buffers = on");
        set(database, "auto_explain.log_timing = off");
        set(database, "auto_explain.log_format = json");
        set(database, "auto_explain.log_nested_statements = on");
        String folder = value("SHOW data_directory");
        log = Path.of(folder).resolve(value("SELECT pg_current_logfile()"));
    }

    private void set(String database, String setting) {
        outside.sql("ALTER DATABASE " + database + " SET " + setting).update();
    }

    private String value(String query) {
        return outside.sql(query).query(String.class).single();
    }

    /** What ran on the database during the call. */
    List<ServedPlan> of(Runnable call) throws IOException {
        settled();
        call.run();
        return read(settled());
    }

    /** The server writes its log a little later; an error of our own shows how far it has come. */
    private String settled() {
        String marker = "marker " + UUID.randomUUID();
        outside.sql("DO $$ BEGIN RAISE LOG '" + marker + "'; END $$").update();
        StringBuilder text = new StringBuilder();
        await().until(() -> text.append(more()).indexOf(marker) >= 0);
        return text.toString();
    }

    private String more() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length() - position)];
            file.seek(position);
            file.readFully(bytes);
            position += bytes.length;
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** The lines of an entry after its first begin with a tab. */
    private static List<ServedPlan> read(String text) {
        List<ServedPlan> plans = new ArrayList<>();
        Matcher entry = PLAN.matcher(text);
        while (entry.find()) {
            StringBuilder json = new StringBuilder();
            int line = entry.end();
            while (line < text.length() && text.charAt(line) == '\t') {
                int end = text.indexOf('\n', line);
                json.append(text, line + 1, end + 1);
                line = end + 1;
            }
            plans.add(ServedPlan.read(Double.parseDouble(entry.group(1)), json.toString()));
        }
        return plans;
    }
}

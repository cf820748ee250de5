package org.lungburden.job.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges a migration: the version before must run on the schema after it, and its locks must be short.
 *
 * <p>A statement that breaks a rule for a good reason says so in a comment line before it, beginning with
 * {@value #REASON}.
 */
final class ExpandingMigration {
    static final String REASON = "-- not expanding, because ";

    private static final Pattern NEW_TABLE = Pattern.compile("CREATE TABLE (?:IF NOT EXISTS )?(\\w+)");
    private static final Pattern ON_TABLE = Pattern.compile(" ON (\\w+)");
    private static final Pattern DOLLARS = Pattern.compile("\\$\\$.*?\\$\\$", Pattern.DOTALL);

    private static final Map<String, Pattern> RULES = Map.of(
            "drops what the version before uses", Pattern.compile("\\bDROP (?!INDEX CONCURRENTLY IF EXISTS)"),
            "renames what the version before uses", Pattern.compile("\\bRENAME\\b"),
            "changes a type under the version before", Pattern.compile("\\bALTER (COLUMN )?\\w+ (SET DATA )?TYPE\\b"),
            "forbids a null that the version before writes",
                    Pattern.compile(
                            "\\bSET NOT NULL\\b|\\bADD (COLUMN )?(?!CONSTRAINT)\\w+ (?!.*\\b(DEFAULT|GENERATED)\\b)[^,]*NOT NULL"),
            "forbids a value that the version before writes",
                    Pattern.compile(
                            "\\bADD (CONSTRAINT \\w+ )?(CHECK|UNIQUE|EXCLUDE|FOREIGN|PRIMARY)\\b|CREATE UNIQUE INDEX"),
            "removes rows", Pattern.compile("^(DELETE|TRUNCATE)\\b"));

    private ExpandingMigration() {}

    /** What each statement breaks, as "rule: statement"; empty when the migration may run under the version before. */
    static List<String> faults(String sql) {
        List<String> faults = new ArrayList<>();
        List<String> newTables = new ArrayList<>();
        String text = DOLLARS.matcher(sql).replaceAll("BODY");
        for (String statement : text.split(";")) {
            String plain = plain(statement);
            Matcher created = NEW_TABLE.matcher(plain);
            if (created.find()) {
                newTables.add(created.group(1));
            }
            if (!statement.contains(REASON)) {
                RULES.forEach((rule, pattern) -> {
                    if (pattern.matcher(plain).find() && !ofNewTable(plain, newTables)) {
                        faults.add(rule + ": " + plain);
                    }
                });
                if (plain.startsWith("CREATE INDEX")
                        && !plain.startsWith("CREATE INDEX CONCURRENTLY")
                        && !ofNewTable(plain, newTables)) {
                    faults.add("locks a table while it builds an index: " + plain);
                }
            }
        }
        if (text.contains("CONCURRENTLY") && !text.contains("DROP INDEX CONCURRENTLY IF EXISTS")) {
            faults.add("cannot run again after half an index: " + plain(text));
        }
        return faults;
    }

    private static boolean ofNewTable(String statement, List<String> newTables) {
        if (statement.startsWith("CREATE TABLE")) {
            return true;
        }
        Matcher table = ON_TABLE.matcher(statement);
        return table.find() && newTables.contains(table.group(1));
    }

    private static String plain(String statement) {
        return statement
                .replaceAll("--.*", "")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll("(?i)\\bif exists\\b", "IF EXISTS")
                .transform(text -> text.toUpperCase(Locale.ROOT));
    }
}

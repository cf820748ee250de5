package org.lungburden.job.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan with which PostgreSQL answered one statement, as {@code auto_explain} wrote it into the server's log.
 *
 * @param ms how long the server took
 */
record ServedPlan(double ms, JsonNode json) {
    private static final Set<String> HOT = Set.of(
            "job",
            "attempt",
            "artifact",
            "outbox",
            "idempotency",
            "webhook_delivery",
            "webhook_attempt",
            "task",
            "revision",
            "revision_artifact");
    /** A new connection reads the catalog too, the more the more triggers and tables the statement meets. */
    private static final int BUFFERS = 300;

    private static final int BUFFERS_A_ROW = 10;
    /** A row that changes also goes into each index of its table. */
    private static final int BUFFERS_A_CHANGED_ROW = 30;

    static ServedPlan read(double ms, String json) {
        return new ServedPlan(ms, JsonMapper.shared().readTree(json));
    }

    String query() {
        return json.get("Query Text").asString();
    }

    /** Why this plan does not scale to a million jobs; empty when it does. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        nodes(json.get("Plan")).stream()
                .filter(node -> node.get("Node Type").asString().equals("Seq Scan"))
                .map(node -> node.get("Relation Name").asString())
                .filter(HOT::contains)
                .forEach(table -> faults.add("reads all of " + table));
        boolean changes = nodes(json.get("Plan")).stream()
                .anyMatch(node -> node.get("Node Type").asString().equals("ModifyTable"));
        long allowed = BUFFERS + (changes ? BUFFERS_A_CHANGED_ROW : BUFFERS_A_ROW) * rows();
        if (buffers() > allowed) {
            faults.add("reads " + buffers() + " buffers for " + rows() + " rows");
        }
        return faults;
    }

    long buffers() {
        JsonNode plan = json.get("Plan");
        return plan.path("Shared Hit Blocks").asLong()
                + plan.path("Shared Read Blocks").asLong();
    }

    /** What reads or changes a table, and what sorts, in the order of the plan. */
    String summary() {
        return nodes(json.get("Plan")).stream()
                .filter(node -> node.has("Relation Name")
                        || node.has("Index Name")
                        || node.get("Node Type").asString().endsWith("Sort"))
                .map(ServedPlan::step)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String step(JsonNode node) {
        String object =
                node.path("Index Name").asString(node.path("Relation Name").asString(""));
        return (node.path("Operation").asString(node.get("Node Type").asString()) + " " + object).strip();
    }

    /** Rows that the statement returns, changes, or counts up to a limit. */
    private long rows() {
        JsonNode plan = json.get("Plan");
        return nodes(plan).stream()
                .filter(node -> node == plan
                        || node.get("Node Type").asString().equals("ModifyTable")
                        || node.get("Node Type").asString().equals("Limit"))
                .mapToLong(node -> Math.max(
                        actual(node),
                        node.path("Plans")
                                .valueStream()
                                .mapToLong(ServedPlan::actual)
                                .max()
                                .orElse(0)))
                .max()
                .orElse(0);
    }

    private static long actual(JsonNode node) {
        return Math.round(
                node.path("Actual Rows").asDouble() * node.path("Actual Loops").asDouble());
    }

    private static List<JsonNode> nodes(JsonNode plan) {
        List<JsonNode> nodes = new ArrayList<>(List.of(plan));
        plan.path("Plans").forEach(child -> nodes.addAll(nodes(child)));
        return nodes;
    }
}

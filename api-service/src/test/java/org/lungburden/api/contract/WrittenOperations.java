package org.lungburden.api.contract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lungburden.api.testing.ContractFile;
import tools.jackson.databind.JsonNode;

/** The calls that {@code openapi.yaml} lists, references followed. */
final class WrittenOperations {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode root = ContractFile.tree();

    /** {@code GET /v1/jobs} to what it takes and answers. */
    Map<String, Operation> all() {
        Map<String, Operation> all = new TreeMap<>();
        nodes().forEach((name, operation) ->
                all.put(name, new Operation(parameters(operation), takes(operation), answers(operation))));
        return all;
    }

    Map<String, JsonNode> nodes() {
        Map<String, JsonNode> all = new TreeMap<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        all.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                operation.getValue());
                    }
                }));
        return all;
    }

    JsonNode follow(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode() ? node : root.at(reference.asString().substring(1));
    }

    private Set<String> parameters(JsonNode operation) {
        Set<String> all = new TreeSet<>();
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = follow(each);
            all.add(Operation.parameter(
                    parameter.get("in").asString(),
                    parameter.get("name").asString(),
                    parameter.path("required").asBoolean(false)));
        }
        return all;
    }

    private Set<String> takes(JsonNode operation) {
        return new TreeSet<>(
                follow(operation.path("requestBody")).path("content").propertyNames());
    }

    private Set<String> answers(JsonNode operation) {
        Set<String> all = new TreeSet<>();
        operation.get("responses").properties().forEach(answer -> {
            if (answer.getKey().startsWith("2")) {
                all.addAll(follow(answer.getValue()).path("content").propertyNames());
            }
        });
        return all;
    }
}

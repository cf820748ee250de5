package org.lungburden.api.contract;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A contract boiled down to what a client depends on, references followed. */
final class Contract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode root;

    Contract(JsonNode root) {
        this.root = root;
    }

    private JsonNode follow(JsonNode node) {
        JsonNode reference = node.get("$ref");
        return reference == null ? node : root.at(reference.asString().substring(1));
    }

    /** {@code get /v1/jobs} to what it takes and answers. */
    Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        all.put(operation.getKey() + " " + path.getKey(), operation(operation.getValue()));
                    }
                }));
        return all;
    }

    private Map<String, Object> operation(JsonNode operation) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("operationId", operation.path("operationId").asString());
        facts.put("tags", operation.path("tags").toString());
        for (JsonNode each : operation.path("parameters")) {
            JsonNode parameter = follow(each);
            String name =
                    parameter.get("in").asString() + " " + parameter.get("name").asString();
            facts.put("parameter " + name, parameter(parameter));
        }
        facts.put(
                "takes",
                new TreeSet<>(operation.path("requestBody").path("content").propertyNames()));
        operation
                .get("responses")
                .properties()
                .forEach(answer -> answer(answer.getKey(), follow(answer.getValue()), facts));
        return facts;
    }

    private String parameter(JsonNode parameter) {
        JsonNode schema = follow(parameter.get("schema"));
        return parameter.path("required").asBoolean(false)
                + " " + schema.path("type").asString()
                + " " + schema.path("format").asString("")
                + " " + schema.path("pattern").asString("")
                + " " + schema.path("enum")
                + " " + schema.path("minimum") + schema.path("maximum") + schema.path("default");
    }

    private void answer(String status, JsonNode answer, Map<String, Object> facts) {
        facts.put(status + " codes", names(answer.path("x-codes")));
        facts.put(status + " headers", new TreeSet<>(answer.path("headers").propertyNames()));
        Map<String, String> content = new TreeMap<>();
        answer.path("content")
                .properties()
                .forEach(type -> content.put(
                        type.getKey(),
                        type.getValue().get("schema").path("$ref").asString("bytes")));
        facts.put(status + " content", content);
    }

    /** Name to property names; those that are required are marked. Schemas of plain values are left out. */
    Map<String, Set<String>> schemas() {
        Map<String, Set<String>> all = new TreeMap<>();
        root.at("/components/schemas").properties().forEach(schema -> {
            if (schema.getValue().has("properties")) {
                Set<String> required = names(schema.getValue().path("required"));
                Set<String> properties = new TreeSet<>();
                schema.getValue()
                        .get("properties")
                        .properties()
                        .forEach(property -> properties.add(property.getKey()
                                + (required.contains(property.getKey()) ? "! " : " ")
                                + type(property.getValue())));
                all.put(schema.getKey(), properties);
            }
        });
        return all;
    }

    private String type(JsonNode property) {
        JsonNode schema = follow(property);
        JsonNode type = schema.path("type");
        return type.isArray() ? names(type).toString() : type.asString(schema.has("oneOf") ? "oneOf" : "");
    }

    /** Codes that have an example problem. */
    JsonNode examples() {
        return root.at("/components/examples");
    }

    Set<String> codes() {
        Set<String> all = new TreeSet<>();
        operations()
                .values()
                .forEach(facts -> facts.forEach((name, fact) -> {
                    if (name.endsWith(" codes") && fact instanceof Set<?> codes) {
                        codes.forEach(code -> all.add(code.toString()));
                    }
                }));
        return all;
    }

    Set<String> errorCodes() {
        return names(root.at("/components/schemas/ErrorCode/enum"));
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new TreeSet<>();
        StreamSupport.stream(array.spliterator(), false).forEach(name -> names.add(name.asString()));
        return names;
    }
}

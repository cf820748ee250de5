package org.lungburden.api.exchange;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.testing.ContractFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code openapi.yaml} as a judge of exchanges: statuses, media types, bodies by JSON Schema, problem codes. */
public final class WrittenContract {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String LOCATION = "https://lungburden.invalid/openapi";
    private static final String PROBLEM = "application/problem+json";
    private static final String EVENTS = "text/event-stream";

    private final JsonNode root;
    private final SchemaRegistry registry;
    private final List<Call> calls = new ArrayList<>();

    private WrittenContract(JsonNode root) {
        this.root = root;
        closeSchemas(root);
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(LOCATION, root.toString())));
        root.get("paths").properties().forEach(path -> {
            Pattern pattern = Pattern.compile(path.getKey().replaceAll("\\{[^}]+}", "[^/]+"));
            path.getValue()
                    .properties()
                    .forEach(call -> calls.add(new Call(call.getKey(), pattern, path.getKey(), call.getValue())));
        });
    }

    private record Call(String method, Pattern path, String template, JsonNode operation) {}

    public static WrittenContract read() {
        return new WrittenContract(ContractFile.tree());
    }

    /** Clients must bear fields that they do not know. The service itself answers only what is written down. */
    private static void closeSchemas(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(WrittenContract::closeSchemas);
    }

    /** The value of an example, as JSON. */
    public String example(String name) {
        return root.at("/components/examples/" + name + "/value").toString();
    }

    /** What contradicts the contract; empty when nothing does. */
    Optional<String> violation(Exchange exchange) {
        String method =
                exchange.method().equals("HEAD") ? "get" : exchange.method().toLowerCase(java.util.Locale.ROOT);
        return calls.stream()
                .filter(call -> call.method().equals(method)
                        && call.path().matcher(exchange.path()).matches())
                .findFirst()
                .map(call -> answered(call, exchange))
                .orElseGet(() -> anywhere(exchange))
                .map(fault -> exchange.method() + " " + exchange.path() + " " + exchange.status() + ": " + fault + "\n"
                        + exchange.body());
    }

    private Optional<String> answered(Call call, Exchange exchange) {
        JsonNode answer = call.operation().path("responses").path(Integer.toString(exchange.status()));
        String pointer = "/paths/" + escaped(call.template()) + "/" + call.method() + "/responses/" + exchange.status();
        if (answer.isMissingNode()) {
            return root.at("/x-anywhere/" + exchange.status()).isMissingNode()
                    ? Optional.of("no such status")
                    : anywhere(exchange);
        }
        if (answer.has("$ref")) {
            pointer = answer.get("$ref").asString().substring(1);
            answer = root.at(pointer);
        }
        return content(answer, pointer, exchange);
    }

    private Optional<String> content(JsonNode answer, String pointer, Exchange exchange) {
        JsonNode content = answer.path("content");
        String type = exchange.mediaType();
        if (exchange.method().equals("HEAD")) {
            return Optional.empty(); // the server takes the body off
        }
        if (content.isMissingNode() || type == null) {
            return exchange.body().isEmpty() ? Optional.empty() : Optional.of("a body where none is written down");
        }
        if (!content.has(type)) {
            return Optional.of("no such media type: " + type);
        }
        if (type.equals(PROBLEM) && !tells(answer, exchange)) {
            return Optional.of("no such code");
        }
        if (type.equals(EVENTS)) {
            return events(exchange.body());
        }
        return type.endsWith("json")
                ? bySchema(pointer + "/content/" + escaped(type) + "/schema", exchange.body())
                : Optional.empty();
    }

    /** Each event's data by the schema that the contract names for it. The last block may be cut off. */
    private Optional<String> events(String body) {
        String data = "/components/schemas/EventStream/x-event-data";
        return new StreamedEvents(body)
                .all().stream()
                        .map(event -> root.at(data).has(event.name())
                                ? bySchema(data + "/" + event.name(), event.data())
                                : Optional.of("no such event: " + event.name()))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private Optional<String> anywhere(Exchange exchange) {
        if (!PROBLEM.equals(exchange.mediaType()) || !tells(root.at("/x-anywhere/" + exchange.status()), exchange)) {
            return Optional.of("neither written down nor refused before it reached a call");
        }
        return bySchema("/components/schemas/Problem", exchange.body());
    }

    private boolean tells(JsonNode answer, Exchange exchange) {
        String code = code(exchange);
        boolean later = answer.path("x-codes-open").asBoolean(false)
                && !listed(root.at("/components/schemas/ErrorCode/x-extensible-enum"), code);
        return later || listed(answer.path("x-codes"), code);
    }

    private static boolean listed(JsonNode codes, String code) {
        return codes.valueStream().anyMatch(known -> known.asString().equals(code));
    }

    private static String code(Exchange exchange) {
        try {
            return JSON.readTree(exchange.body()).path("code").asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    private Optional<String> bySchema(String pointer, String body) {
        Schema schema = registry.getSchema(SchemaLocation.of(LOCATION + "#" + pointer));
        try {
            List<Error> errors = schema.validate(
                    JSON.readTree(body),
                    context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
            return errors.isEmpty() ? Optional.empty() : Optional.of(errors.toString());
        } catch (JacksonException e) {
            return Optional.of("no JSON");
        }
    }

    private static String escaped(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    /** @param body as text; empty where it was not kept */
    record Exchange(
            String method,
            String path,
            int status,
            @Nullable String mediaType,
            String body) {}
}

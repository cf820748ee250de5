package org.lungburden.api.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.ContractFile;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.error.ErrorCode;
import tools.jackson.databind.JsonNode;

/** The service against {@code openapi.yaml}, both ways: what one tells, the other tells too. */
class ContractTest {
    private static final ApiServer SERVER = ApiServer.shared();
    private static final WrittenOperations WRITTEN = new WrittenOperations();
    /** Their failures always tell more than the code does. */
    private static final Set<ErrorCode> SPECIAL_DETAILS = EnumSet.of(
            ErrorCode.INVALID_REQUEST,
            ErrorCode.NOT_AN_ARCHIVE,
            ErrorCode.CALLBACK_NOT_ALLOWED,
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            ErrorCode.RATE_LIMITED,
            ErrorCode.QUEUE_FULL);

    private static final Map<String, Operation> RUNNING = new RunningOperations(SERVER).all();

    @Test
    void routesAgree() {
        assertThat(RUNNING.keySet()).isNotEmpty().isEqualTo(WRITTEN.all().keySet());
    }

    @Test
    void parametersAndMediaTypesAgree() {
        WRITTEN.all().forEach((name, operation) -> {
            operation.parameters().removeAll(Set.of(Operation.IF_NONE_MATCH, Operation.REQUEST_ID));
            assertThat(RUNNING.get(name)).as(name).isEqualTo(operation);
        });
    }

    @Test
    void whatCanBeUnchangedTakesItsTag() {
        WRITTEN.nodes()
                .forEach((name, node) -> assertThat(requireNonNull(WRITTEN.all().get(name))
                                .parameters()
                                .contains(Operation.IF_NONE_MATCH))
                        .as(name)
                        .isEqualTo(node.get("responses").has("304")));
    }

    @Test
    void everyCallTakesARequestId() {
        WRITTEN.all()
                .forEach((name, operation) ->
                        assertThat(operation.parameters()).as(name).contains(Operation.REQUEST_ID));
    }

    @Test
    void theFileItselfIsServed() throws Exception {
        HttpResponse<byte[]> yaml = SERVER.get("/v3/api-docs.yaml");
        assertThat(yaml.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(yaml.body()).isEqualTo(Files.readAllBytes(ContractFile.path()));
        HttpResponse<byte[]> json = SERVER.get("/v3/api-docs");
        assertThat(json.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(ApiServer.json(json)).isEqualTo(ContractFile.tree());
    }

    @Test
    void everyErrorCodeIsNamed() {
        Set<String> all = new TreeSet<>();
        Arrays.stream(ErrorCode.values()).forEach(code -> all.add(code.name()));
        assertThat(texts(ContractFile.tree().at("/components/schemas/ErrorCode/x-extensible-enum")))
                .isEqualTo(all);
    }

    @Test
    void everyCodeOfAnAnswerHasAnExampleThatIsTrue() {
        JsonNode examples = ContractFile.tree().at("/components/examples");
        Set<String> told = toldCodes();
        assertThat(told).hasSizeGreaterThan(30);
        for (String name : told) {
            ErrorCode code = ErrorCode.valueOf(name);
            if (code.httpStatus() == 0) {
                continue;
            }
            JsonNode problem = examples.path(name).path("value");
            assertThat(problem.path("code").asString("")).as(name).isEqualTo(name);
            assertThat(problem.path("title").asString("")).as(name).isEqualTo(code.title());
            if (!SPECIAL_DETAILS.contains(code)) {
                assertThat(problem.path("detail").asString("")).as(name).isEqualTo(code.sentence());
            }
            assertThat(problem.path("status").asInt(0)).as(name).isEqualTo(code.httpStatus());
        }
    }

    @Test
    void everyFileIsNamed() {
        JsonNode names = ContractFile.tree().at("/components/schemas/ArtifactName/x-extensible-enum");
        assertThat(names.valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(Arrays.stream(KnownFile.values())
                        .map(KnownFile::fileName)
                        .toList());
    }

    /** A client that checks its query against the contract is refused nothing that the service takes, and the reverse. */
    @Test
    void theContractAndTheServiceTakeTheSameChoicesOfFiles() {
        Predicate<String> written = Pattern.compile(ContractFile.tree()
                        .at("/components/parameters/Files/schema/pattern")
                        .asString())
                .asPredicate();
        String all = Arrays.stream(KnownFile.values()).map(KnownFile::fileName).collect(Collectors.joining(","));
        Stream.concat(Stream.of("default", "all", all), Arrays.stream(all.split(",")))
                .forEach(choice -> assertThat(written).accepts(choice));
        Stream.of("", "all,default", all + ",", "labels.nii", "labelsxnii.gz", "overlay.pdf", all + ",mesh.stl")
                .peek(choice -> assertThat(FileChoice.of(choice)).as(choice).isEmpty())
                .forEach(choice -> assertThat(written).rejects(choice));
    }

    private static Set<String> toldCodes() {
        Set<String> all = new TreeSet<>();
        WRITTEN.nodes()
                .values()
                .forEach(operation -> operation
                        .get("responses")
                        .forEach(answer ->
                                all.addAll(texts(WRITTEN.follow(answer).path("x-codes")))));
        return all;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        StreamSupport.stream(array.spliterator(), false).forEach(text -> texts.add(text.asString()));
        return texts;
    }
}

package org.lungburden.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.error.ErrorCode;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract written by hand and the one generated from the code say the same, both ways. */
class ContractTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Contract written;
    private static Contract generated;

    @BeforeAll
    static void readBoth() throws Exception {
        written = new Contract(readYaml());
        generated = new Contract(ApiServer.json(ApiServer.shared().get("/v3/api-docs")));
    }

    private static JsonNode readYaml() throws IOException {
        Object tree = new Yaml().load(Files.readString(Path.of("../openapi.yaml")));
        return JSON.valueToTree(tree);
    }

    @Test
    void operationsAgree() {
        assertThat(generated.operations().keySet())
                .isEqualTo(written.operations().keySet());
        written.operations()
                .forEach((name, facts) ->
                        assertThat(generated.operations().get(name)).as(name).isEqualTo(facts));
    }

    @Test
    void schemasAgree() {
        assertThat(generated.schemas().keySet()).isEqualTo(written.schemas().keySet());
        written.schemas()
                .forEach((name, properties) ->
                        assertThat(generated.schemas().get(name)).as(name).isEqualTo(properties));
    }

    @Test
    void everyErrorCodeIsNamed() {
        Set<String> all = new TreeSet<>();
        Arrays.stream(ErrorCode.values()).forEach(code -> all.add(code.name()));
        assertThat(written.errorCodes()).isEqualTo(all);
    }

    @Test
    void everyCodeOfAnAnswerHasAnExampleThatIsTrue() {
        for (String name : written.codes()) {
            ErrorCode code = ErrorCode.valueOf(name);
            if (code.httpStatus() == 0) {
                continue;
            }
            JsonNode problem = written.examples().path(name).path("value");
            assertThat(problem.path("code").asString("")).as(name).isEqualTo(name);
            assertThat(problem.path("title").asString("")).as(name).isEqualTo(code.sentence());
            assertThat(problem.path("status").asInt(0)).as(name).isEqualTo(code.httpStatus());
        }
    }
}

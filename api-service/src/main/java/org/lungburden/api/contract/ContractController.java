package org.lungburden.api.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /v3/api-docs} and {@code GET /v3/api-docs.yaml}: the project's {@code openapi.yaml}, unchanged since the
 * build.
 */
@RestController
class ContractController {
    private final byte[] yaml;
    private final byte[] json;

    ContractController(JsonMapper mapper) {
        this.yaml = read();
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(new String(yaml, StandardCharsets.UTF_8));
        this.json = mapper.writeValueAsBytes(tree);
    }

    private static byte[] read() {
        try (InputStream file = new ClassPathResource("openapi.yaml", ContractController.class).getInputStream()) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The program was built without openapi.yaml", e);
        }
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] json() {
        return json.clone();
    }

    @GetMapping(path = "/v3/api-docs.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
    byte[] yaml() {
        return yaml.clone();
    }
}

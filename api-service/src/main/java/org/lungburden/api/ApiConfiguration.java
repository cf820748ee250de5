package org.lungburden.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.lungburden.api.jobs.JobsConfiguration;
import org.lungburden.api.model.ModelConfiguration;
import org.lungburden.api.owner.OwnerConfiguration;
import org.lungburden.api.problem.ProblemConfiguration;
import org.lungburden.api.results.ResultsConfiguration;
import org.lungburden.api.upload.UploadConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The whole API. A main imports it, brings {@code JobStore}, {@code ModelRegistry} and {@code ArtifactStore}, and sets
 * {@link ApiDefaults}.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    OwnerConfiguration.class,
    ProblemConfiguration.class,
    UploadConfiguration.class,
    JobsConfiguration.class,
    ResultsConfiguration.class,
    ModelConfiguration.class
})
public class ApiConfiguration {

    @Bean
    ResponseHeaders responseHeaders() {
        return new ResponseHeaders();
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("LungBurden")
                        .version("1")
                        .description("""
                                Quantifies the COVID-19 pneumonia burden of a chest CT. Submit a study, follow its job, \
                                read volumes as JSON and masks as files. Research use only, not for clinical use: \
                                opacity of any cause is measured, nothing is diagnosed.""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }
}

package org.lungburden.api.contract;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.servers.Server;
import org.lungburden.api.problem.Problem;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the generated contract holds beyond single calls. */
@Configuration(proxyBeanMethods = false)
public class ContractConfiguration {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .addServersItem(new Server().url("/"))
                .info(new Info()
                        .title("LungBurden")
                        .version("1")
                        .summary("Quantifies the COVID-19 pneumonia burden of a chest CT.")
                        .description("""
                                Submit a study, follow its job, read volumes as JSON and masks as files. Research use \
                                only, not for clinical use: opacity of any cause is measured, nothing is diagnosed.""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    OpenApiCustomizer problemSchema() {
        return api -> {
            ResolvedSchema problem =
                    ModelConverters.getInstance(true).resolveAsResolvedSchema(new AnnotatedType(Problem.class));
            api.getComponents().addSchemas("Problem", problem.schema);
        };
    }
}

package org.lungburden.api.model;

import org.lungburden.job.ModelRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** The model card. */
@Configuration(proxyBeanMethods = false)
@Import(ModelController.class)
public class ModelConfiguration {

    @Bean
    CurrentModel currentModel(ModelRegistry models, JsonMapper json) {
        return new CurrentModel(models, json);
    }
}

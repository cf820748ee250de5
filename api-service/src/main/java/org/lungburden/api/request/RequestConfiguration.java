package org.lungburden.api.request;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Runs the checks before every call of the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProxySettings.class)
public class RequestConfiguration implements WebMvcConfigurer {

    @Bean
    ForwardedRequests forwardedRequests(ProxySettings settings) {
        return new ForwardedRequests(settings);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FormTakesPostOnly()).addPathPatterns(FormTakesPostOnly.PATH);
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/v1/**");
    }
}

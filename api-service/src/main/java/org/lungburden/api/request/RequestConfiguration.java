package org.lungburden.api.request;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the checks before every call of the API. */
@Configuration(proxyBeanMethods = false)
public class RequestConfiguration implements WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new FormTakesPostOnly()).addPathPatterns(FormTakesPostOnly.PATH);
        registry.addInterceptor(new KnownParameters()).addPathPatterns("/v1/**");
    }
}

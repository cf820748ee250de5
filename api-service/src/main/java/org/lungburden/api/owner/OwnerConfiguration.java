package org.lungburden.api.owner;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One owner for every request: the service listens on loopback and asks for no key. */
@Configuration(proxyBeanMethods = false)
public class OwnerConfiguration {
    static final String LOCAL = "local";

    @Bean
    OwnerResolver ownerResolver() {
        return request -> LOCAL;
    }
}

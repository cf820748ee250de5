package org.lungburden.api.access;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The checks before a request is known to come from its owner. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, CorsSettings.class})
@Import({NoProxyWithoutSignIn.class, HostCheck.class, OriginCheck.class, SignInConfiguration.class})
public class AccessConfiguration {

    @Bean
    InitializingBean loopbackWithoutSignIn(Environment environment) {
        return () -> LoopbackCheck.check(environment);
    }
}

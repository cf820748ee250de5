package org.lungburden.api.door;

import org.apache.coyote.ContinueResponseTiming;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How the server treats connections. */
@Configuration(proxyBeanMethods = false)
@Import(ClosingAnswers.class)
public class DoorConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> doorProtocol() {
        return server -> server.setProtocol(DoorProtocol.class.getName());
    }

    /**
     * A client may wait for {@code 100 Continue} before it sends its body. The server first checks the head of such a
     * request.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> continueOnceTheBodyIsRead() {
        return server -> server.addConnectorCustomizers(connector -> connector.setProperty(
                "continueResponseTiming", ContinueResponseTiming.ON_REQUEST_BODY_READ.toString()));
    }

    /** The API takes parameters from the query alone. Otherwise a form would be read, on a thread that waits for it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> parametersFromTheQueryAlone() {
        return server -> server.addConnectorCustomizers(connector -> connector.setParseBodyMethods(""));
    }
}

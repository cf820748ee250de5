package org.lungburden.api;

import org.lungburden.SharedModelConfiguration;
import org.lungburden.process.ServiceProcess;
import org.lungburden.process.StartFailedException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Runs the API as a process of its own; a site may run several of them. */
public final class ApiProcess {
    private ApiProcess() {}

    /** The configuration classes of the process. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SharedModelConfiguration.class, ApiConfiguration.class})
    static class Composition {}

    /**
     * @param arguments {@code --key=value} settings, which override all other sources
     * @throws StartFailedException with an exit code for the reason
     */
    public static ConfigurableApplicationContext start(String... arguments) throws StartFailedException {
        return ServiceProcess.start(Composition.class, ApiDefaults.properties(), arguments);
    }

    /** The executable jar's main; {@code ./lungburden api} does the same. */
    public static void main(String[] arguments) {
        ServiceProcess.run(
                arguments, ApiProcess::start, context -> "LungBurden API serves on " + ServiceProcess.url(context));
    }
}

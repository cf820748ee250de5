package org.lungburden.api;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lungburden.SharedModelConfiguration;
import org.lungburden.api.access.LoopbackCheck;
import org.lungburden.api.access.keys.KeysCommand;
import org.lungburden.process.ServiceProcess;
import org.lungburden.process.StartFailedException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Runs the API as a process of its own; a site may run several of them. */
public final class ApiProcess {
    /** Health and metrics have threads of their own, which answer whatever happens to the API's. */
    private static final Map<String, Object> MANAGEMENT =
            Map.of("management.server.port", "8081", "management.server.address", "${server.address}");

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
        Map<String, Object> defaults = new HashMap<>(ApiDefaults.properties());
        defaults.putAll(MANAGEMENT);
        return ServiceProcess.start(Composition.class, defaults, LoopbackCheck::check, arguments);
    }

    /** Tells where a started API and its health answer; the system may have chosen the ports. */
    public static String readyLine(ConfigurableApplicationContext context) {
        String port = context.getEnvironment().getProperty("local.management.port");
        String health = port == null ? ServiceProcess.url(context) : ServiceProcess.url(context, port);
        return "LungBurden API serves on " + ServiceProcess.url(context) + "; health: " + health + "/actuator/health";
    }

    /**
     * The executable jar's main; {@code ./lungburden api} does the same. After {@code keys} it manages keys, after
     * {@code migrate} it changes the schema and ends.
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("keys")) {
            String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            System.exit(KeysCommand.run(rest));
        }
        if (arguments.length > 0 && arguments[0].equals("migrate")) {
            System.exit(Migrate.run(System.getenv(), System.err));
        }
        ServiceProcess.run(arguments, ApiProcess::start, ApiProcess::readyLine);
    }
}

package org.lungburden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.error.InvalidSettingException;
import org.lungburden.queue.QueueSettings;
import org.lungburden.queue.WorkQueue;
import org.lungburden.queue.inprocess.InProcessWorkQueue;
import org.lungburden.queue.rabbit.AmqpSettings;
import org.lungburden.queue.rabbit.RabbitWorkQueue;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What {@code lungburden.queue} and {@code lungburden.amqp} make; nothing connects here. */
class QueueChoiceTest {
    private static final String RABBIT = "lungburden.queue=rabbit";
    private static final String URI = "lungburden.amqp.uri=amqps://localhost:5671/%2f";

    @TempDir
    private Path folder;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(QueueAlone.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({QueueSettings.class, AmqpSettings.class})
    static class QueueAlone {
        @Bean
        WorkQueue workQueue(QueueSettings settings, AmqpSettings amqp, ObjectProvider<SslBundles> certificates) {
            return new SharedModelConfiguration().workQueue(settings, amqp, certificates);
        }
    }

    @Test
    void isWithinTheProcessWhenNothingIsSet() {
        runner.run(context -> assertThat(context).hasSingleBean(InProcessWorkQueue.class));
    }

    @Test
    void startsWithoutABroker() {
        runner.withPropertyValues(RABBIT, URI, "lungburden.amqp.ssl-bundle=")
                .run(context -> assertThat(context).hasSingleBean(RabbitWorkQueue.class));
    }

    @Test
    void missingUriIsToldByItsVariable() {
        assertInvalid(runner.withPropertyValues(RABBIT), "LUNGBURDEN_AMQP_URI");
    }

    @Test
    void unknownBundleAndUnreadableFilesAreTold() {
        ApplicationContextRunner broker = runner.withPropertyValues(RABBIT, URI, "lungburden.amqp.ssl-bundle=broker");
        assertInvalid(broker, "lungburden.amqp.ssl-bundle");
        assertInvalid(
                broker.withPropertyValues(
                        "spring.ssl.bundle.pem.broker.truststore.certificate=file:" + folder.resolve("none.pem")),
                "lungburden.amqp.ssl-bundle");
    }

    @Test
    void passwordMayComeFromAMountedFileAndIsNeverShown() throws IOException {
        Files.writeString(folder.resolve("lungburden.amqp.password"), "s3cret\n");
        runner.withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(RABBIT, URI, "spring.config.import=configtree:" + folder + "/")
                .run(context -> {
                    AmqpSettings settings = context.getBean(AmqpSettings.class);
                    assertThat(settings.password()).isEqualTo("s3cret");
                    assertThat(settings.toString()).doesNotContain("s3cret");
                });
    }

    private static void assertInvalid(ApplicationContextRunner runner, String named) {
        runner.run(context -> assertThat(context.getStartupFailure())
                .hasStackTraceContaining(InvalidSettingException.class.getName() + ": ")
                .hasStackTraceContaining(named));
    }
}

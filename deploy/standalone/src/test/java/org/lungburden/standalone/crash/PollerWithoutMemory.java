package org.lungburden.standalone.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.lungburden.lifecycle.DaemonThreads;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Lets memory run out on the thread that tells Tomcat of new requests, once a file names the kind of memory; does nothing unless
 * the property asks for it. That thread hands each request to the server's executor, which is where it is met here.
 */
public final class PollerWithoutMemory implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    static final String PROPERTY = "lungburden.test.no-memory-file";

    /** What there is too little of. */
    enum Kind {
        /** The JVM finds it out. */
        HEAP {
            @Override
            void runOut() {
                byte[][] larger = new byte[64][];
                for (int n = 0; n < larger.length; n++) {
                    larger[n] = new byte[1 << 30];
                }
            }
        },
        /** The JDK's own code finds it out, as for direct buffers, and the JVM hears nothing of it. */
        BESIDE_THE_HEAP {
            @Override
            void runOut() {
                throw new OutOfMemoryError("Cannot reserve direct buffer memory");
            }
        };

        abstract void runOut();

        /** From the next request on. */
        void arm(Path file) throws IOException {
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".fresh"), name());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }

        private static Kind in(Path file) {
            try {
                return valueOf(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessBeforeInitialization(Object bean, String name) {
                    if (bean instanceof TomcatServletWebServerFactory server) {
                        server.addConnectorCustomizers(
                                connector -> connector.getProtocolHandler().setExecutor(executor(Path.of(file))));
                    }
                    return bean;
                }
            });
        }
    }

    private static Executor executor(Path file) {
        ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("request"));
        return task -> {
            if (Thread.currentThread().getName().toLowerCase(Locale.ROOT).contains("poller") && Files.exists(file)) {
                Kind.in(file).runOut();
            }
            threads.execute(task);
        };
    }
}

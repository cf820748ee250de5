package org.lungburden.standalone.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.JobStore;
import org.lungburden.job.Stage;
import org.lungburden.job.TaskStore;
import org.lungburden.job.revision.Revisions;
import org.lungburden.pipeline.StudyProcessor;
import org.lungburden.queue.WorkQueue;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Puts a point to stop before and after the calls on the ports; does nothing unless the property asks for it. */
public final class StoppingBeans implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    static final String PROPERTY = "lungburden.test.stop-file";

    private static final List<Class<?>> PORTS = List.of(
            JobStore.class,
            TaskStore.class,
            Revisions.class,
            ArtifactStore.class,
            WorkQueue.class,
            StudyProcessor.class);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String file = System.getProperty(PROPERTY);
        if (file != null) {
            Stops stops = new Stops(Path.of(file));
            context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return PORTS.stream()
                            .filter(port -> port.isInstance(bean))
                            .findFirst()
                            .map(port -> stopping(port, bean, stops))
                            .orElse(bean);
                }
            });
        }
    }

    private static Object stopping(Class<?> port, Object bean, Stops stops) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
            before(method, given, stops);
            Object answer = call(method, bean, given);
            after(method, stops);
            return answer;
        });
    }

    private static @Nullable Object call(Method method, Object bean, @Nullable Object[] arguments) throws Throwable {
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void before(Method method, @Nullable Object[] arguments, Stops stops) {
        switch (method.getName()) {
            case "submit" -> stops.at(StopPoint.UPLOAD_STORED);
            case "publish" -> stops.at(StopPoint.MESSAGE_DUE);
            case "open" -> stops.at(StopPoint.FETCHING);
            case "complete" -> stops.at(StopPoint.RESULT_STORED);
            case "process" -> {
                StudyProcessor.Listener listener = (StudyProcessor.Listener) arguments[2];
                arguments[2] = (StudyProcessor.Listener) (stage, progress) -> {
                    if (listener != null) {
                        listener.at(stage, progress);
                    }
                    stops.at(pointOf(stage));
                };
            }
            default -> {}
        }
    }

    private static StopPoint pointOf(Stage stage) {
        return StopPoint.valueOf(stage.name());
    }

    private static void after(Method method, Stops stops) {
        switch (method.getName()) {
            case "submit" -> committed(StopPoint.JOB_COMMITTED, stops);
            case "publish" -> stops.at(StopPoint.QUEUE_TOLD);
            case "complete" -> committed(StopPoint.COMPLETION_COMMITTED, stops);
            case "delete" -> committed(StopPoint.DELETION_COMMITTED, stops);
            default -> {}
        }
    }

    /** The entry in the audit is a part of the same transaction, which the caller of the store then ends. */
    private static void committed(StopPoint point, Stops stops) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            stops.at(point);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                stops.at(point);
            }
        });
    }
}

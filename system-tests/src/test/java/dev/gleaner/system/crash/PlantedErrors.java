package dev.gleaner.system.crash;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Lets every call of a store end in an error, on one thread of this process. */
final class PlantedErrors implements BeanPostProcessor {
    /** The name of the thread. Without it nothing is planted. */
    static final String THREAD = "CRASH_ERRORS_IN";

    private final String thread;

    private PlantedErrors(String thread) {
        this.thread = thread;
    }

    static Optional<PlantedErrors> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(THREAD)).map(PlantedErrors::new);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return isPort(bean.getClass()) ? planted(bean) : bean;
    }

    /** The ports of the stores are proxies already. */
    private static boolean isPort(Class<?> type) {
        return Proxy.isProxyClass(type)
                && Arrays.stream(type.getInterfaces())
                        .allMatch(one -> one.getName().startsWith("dev.gleaner."));
    }

    private Object planted(Object port) {
        return Proxy.newProxyInstance(
                port.getClass().getClassLoader(), port.getClass().getInterfaces(), (proxy, method, arguments) -> {
                    if (Thread.currentThread().getName().equals(thread)) {
                        throw new NoClassDefFoundError("planted");
                    }
                    try {
                        return method.invoke(port, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

package dev.gleaner.consumer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** A port over the real one, of which a test watches the calls and makes some fail. */
public final class Faulty {
    private Faulty() {}

    /** @param before is told each call, and throws what the call is to throw */
    public static <P> P port(Class<P> port, P real, Before before) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            before.call(method.getName(), args == null ? "" : Arrays.deepToString(args));
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    /** Watches a call. */
    @FunctionalInterface
    public interface Before {
        /** @param arguments as text */
        void call(String method, String arguments);
    }
}

package dev.gleaner.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Knows what the driver of one store throws while that store cannot serve. What goes out of an adapter passes here once, so
 * that nobody else has to know drivers.
 */
public interface StoreFaults {
    /** What a fault says of the store; empty for a mistake of ours. */
    Optional<StoreAwayException> away(RuntimeException fault);

    /** What is thrown on in the place of a fault: a {@link StoreAwayException}, or the fault itself. */
    default RuntimeException translated(RuntimeException fault) {
        return fault instanceof StoreAwayException told
                ? told
                : away(fault).map(RuntimeException.class::cast).orElse(fault);
    }

    /** Runs something that speaks to the driver itself. */
    default void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException fault) {
            throw translated(fault);
        }
    }

    /**
     * The adapter as everybody but its maker sees it.
     *
     * @param port the interface; its default methods are made of its other methods, and no adapter overrides them
     */
    default <P> P port(Class<P> port, P adapter) {
        InvocationHandler handler = (proxy, method, arguments) -> method.isDefault()
                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                : call(adapter, method, arguments);
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private Object call(Object adapter, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(adapter, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException fault ? translated(fault) : thrown.getCause();
        }
    }
}

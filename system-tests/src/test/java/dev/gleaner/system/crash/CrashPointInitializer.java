package dev.gleaner.system.crash;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Puts the watch over the stores into a process that is told to by its environment; found by Spring on the class path. */
final class CrashPointInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        CrashPoints.of(System.getenv())
                .ifPresent(points -> context.getBeanFactory().addBeanPostProcessor(new WatchedStores(points)));
    }
}

package dev.gleaner.system.crash;

import java.util.Map;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Puts into a process what is to end it, if its environment says so; found by Spring on the class path. */
final class CrashPointInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, String> environment = System.getenv();
        CrashPoints.of(environment).ifPresent(points -> add(context, new WatchedStores(points)));
        DeadlyPages.of(environment).ifPresent(pages -> add(context, pages));
        PlantedErrors.of(environment).ifPresent(errors -> add(context, errors));
    }

    private static void add(ConfigurableApplicationContext context, BeanPostProcessor processor) {
        context.getBeanFactory().addBeanPostProcessor(processor);
    }
}

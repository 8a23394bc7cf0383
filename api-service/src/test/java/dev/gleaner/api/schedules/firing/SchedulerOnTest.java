package dev.gleaner.api.schedules.firing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.mock.env.MockPropertySource;

/** A process whose switch is misread would look well and never fire. */
class SchedulerOnTest {
    @ParameterizedTest
    @CsvSource({"on, true", "true, true", "off, false", "false, false"})
    void everyFormOfASwitchIsUnderstood(String given, boolean fires) throws Exception {
        assertThat(fires(new MockPropertySource().withProperty("SCHEDULER", given)))
                .isEqualTo(fires);
    }

    @Test
    void whoSaysNothingFires() throws Exception {
        assertThat(fires(new MockPropertySource())).isTrue();
    }

    private static boolean fires(MockPropertySource given) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(given);
        environment.getPropertySources().addLast(new ResourcePropertySource("classpath:gleaner.properties"));
        ConditionContext context = mock(ConditionContext.class);
        when(context.getEnvironment()).thenReturn(environment);
        return new FiringConfiguration.SchedulerOn().matches(context, mock(AnnotatedTypeMetadata.class));
    }
}

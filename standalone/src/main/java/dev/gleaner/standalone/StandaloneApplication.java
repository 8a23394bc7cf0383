package dev.gleaner.standalone;

import dev.gleaner.api.ApiApplication;
import dev.gleaner.consumer.ConsumerConfiguration;
import org.springframework.context.annotation.Import;

/** An API and a consumer in one process. */
@Import({ApiApplication.class, ConsumerConfiguration.class})
class StandaloneApplication {}

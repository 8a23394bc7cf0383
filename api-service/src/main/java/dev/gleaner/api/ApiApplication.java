package dev.gleaner.api;

import dev.gleaner.platform.PlatformConfiguration;
import dev.gleaner.platform.StartSettings;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.context.annotation.Import;

/** An API process alone: any number of them may run on the same stores. */
@SpringBootConfiguration(proxyBeanMethods = false)
// The platform connects to the stores itself, with limits of its own and no repositories.
@EnableAutoConfiguration(
        exclude = {
            MongoAutoConfiguration.class,
            DataMongoAutoConfiguration.class,
            DataMongoRepositoriesAutoConfiguration.class,
            DataRedisAutoConfiguration.class,
            DataRedisRepositoriesAutoConfiguration.class
        })
@Import({PlatformConfiguration.class, ApiConfiguration.class})
public class ApiApplication {
    public static void main(String[] args) {
        new SpringApplicationBuilder(ApiApplication.class)
                .properties(StartSettings.defaults())
                .run(args);
    }
}

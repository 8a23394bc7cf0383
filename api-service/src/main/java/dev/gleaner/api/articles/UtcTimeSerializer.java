package dev.gleaner.api.articles;

import java.time.OffsetDateTime;
import org.springframework.boot.jackson.JacksonComponent;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes the times of a page as all times of the API are written: as instants in UTC. */
@JacksonComponent
class UtcTimeSerializer extends ValueSerializer<OffsetDateTime> {
    @Override
    public void serialize(OffsetDateTime time, JsonGenerator json, SerializationContext context) {
        json.writeString(time.toInstant().toString());
    }
}

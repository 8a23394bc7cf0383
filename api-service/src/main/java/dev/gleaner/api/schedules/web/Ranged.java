package dev.gleaner.api.schedules.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents which times a preview is asked for. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameters({
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "the first time that counts; now if it is left out",
            schema =
                    @Schema(
                            type = "string",
                            format = "date-time",
                            pattern = dev.gleaner.api.schedules.web.Parameters.TIME,
                            example = "2026-01-01T00:00:00Z")),
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "the last time that counts",
            schema =
                    @Schema(
                            type = "string",
                            format = "date-time",
                            pattern = dev.gleaner.api.schedules.web.Parameters.TIME,
                            example = "2026-12-31T00:00:00Z")),
    @Parameter(
            name = "count",
            in = ParameterIn.QUERY,
            description = "how many times at most; 5, or 1000 with a to",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000")),
    @Parameter(
            name = "previous",
            in = ParameterIn.QUERY,
            description = "how many times before from at most",
            schema = @Schema(type = "integer", minimum = "0", maximum = "1000", defaultValue = "0"))
})
@interface Ranged {}

package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.ScheduleStatus;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.Parameters;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the parameters of {@link dev.gleaner.api.schedules.web.Parameters#filter}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameters({
    @Parameter(
            name = "enabled",
            in = ParameterIn.QUERY,
            description = "only those that are enabled, or not",
            schema = @Schema(type = "boolean")),
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "only those in this state, in any case",
            schema = @Schema(implementation = ScheduleStatus.class)),
    @Parameter(
            name = "name",
            in = ParameterIn.QUERY,
            description = "only those with this in their name or id, in any case",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "tag",
            in = ParameterIn.QUERY,
            description = "only those with this tag",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "preset",
            in = ParameterIn.QUERY,
            description = "only those of this preset",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "scraper",
            in = ParameterIn.QUERY,
            description = "only those of this scraper",
            schema = @Schema(type = "string")),
    @Parameter(
            name = "due_before",
            in = ParameterIn.QUERY,
            description = "only those whose next run comes before",
            schema =
                    @Schema(
                            type = "string",
                            format = "date-time",
                            pattern = dev.gleaner.api.schedules.web.Parameters.TIME,
                            example = "2026-02-01T00:00:00Z"))
})
@interface Filtered {}

package dev.gleaner.api.schedules.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents the condition that {@link Preconditions} reads. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "If-Match",
        in = ParameterIn.HEADER,
        description = "The ETag of an answer: only a schedule of this revision is changed",
        schema = @Schema(type = "string", example = "\"1\""))
@interface IfMatch {}

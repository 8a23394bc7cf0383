package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a schedule stands. */
public enum ScheduleStatus {
    /** No job of it has ended yet, and none is open. */
    @JsonProperty("waiting")
    WAITING,
    /** A job of it is open, or its failed articles will be tried again. */
    @JsonProperty("running")
    RUNNING,
    /** Its last job completed. */
    @JsonProperty("completed")
    COMPLETED,
    /** Its last job failed. */
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("disabled")
    DISABLED,
    /** Nothing will be due any more. */
    @JsonProperty("done")
    DONE,
    /** A state that this version of the client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}

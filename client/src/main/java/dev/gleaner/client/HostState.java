package dev.gleaner.client;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Whether a host is fetched from as any other. */
public enum HostState {
    /** Nothing of it is fetched for a while. */
    PAUSED,
    /** It is fetched from with less at a time. */
    SLOWED,
    /** It is fetched from as any other. */
    OPEN,
    /** A state that this version of the client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN
}

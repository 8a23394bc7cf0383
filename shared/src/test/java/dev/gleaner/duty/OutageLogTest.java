package dev.gleaner.duty;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class OutageLogTest {
    private final Logger log = mock();
    private final OutageLog outage = new OutageLog(log, "The duty");

    @Test
    void anOutageIsToldOnceAndItsEndOnce() {
        outage.failed(away());
        outage.failed(away());
        outage.went();
        outage.went();

        verify(log, times(1)).warn(anyString(), any(Object[].class));
        verify(log, times(1)).info("{} goes on", "The duty");
        verify(log, never()).error(anyString(), any(), any());
    }

    @Test
    void aBugIsToldAsOneWithItsStackEvenInAnOutage() {
        IllegalStateException bug = new IllegalStateException("ours");

        outage.failed(away());
        outage.failed(bug);
        outage.failed(bug);

        verify(log, times(1)).error(anyString(), any(), any(Object.class));
    }

    private static StoreAwayException away() {
        return new StoreAwayException(Store.REDIS, Kind.AWAY, new IllegalStateException("gone"));
    }
}

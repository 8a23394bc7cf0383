package dev.gleaner.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the faults of every store keep; {@code kindByFault} of the test is the table of what its driver throws. */
public abstract class StoreFaultsContract {
    private final StoreFaults faults;
    private final Store store;

    protected StoreFaultsContract(StoreFaults faults, Store store) {
        this.faults = faults;
        this.store = store;
    }

    @ParameterizedTest
    @MethodSource("kindByFault")
    void aFaultOfTheStoreHasItsKind(RuntimeException fault, Kind kind) {
        StoreAwayException away = faults.away(fault).orElseThrow();
        assertThat(away.kind()).isEqualTo(kind);
        assertThat(away.store()).isEqualTo(store);
        assertThat(away).hasCause(fault).hasMessageNotContaining("secret");
    }
}

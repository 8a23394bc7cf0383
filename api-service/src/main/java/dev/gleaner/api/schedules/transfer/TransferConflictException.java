package dev.gleaner.api.schedules.transfer;

import java.util.List;

/** A transfer met schedules that it may not change. */
public final class TransferConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> ids;

    TransferConflictException(String message, List<String> ids) {
        super(message);
        this.ids = List.copyOf(ids);
    }

    /** Of these schedules. */
    public List<String> ids() {
        return ids;
    }
}

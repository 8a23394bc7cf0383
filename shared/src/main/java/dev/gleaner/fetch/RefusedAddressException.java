package dev.gleaner.fetch;

import java.net.UnknownHostException;

/** The address policy forbids what a host resolves to. The addresses are left out: the text might reach a client. */
final class RefusedAddressException extends UnknownHostException {
    RefusedAddressException() {
        super("refused by the address policy");
    }
}

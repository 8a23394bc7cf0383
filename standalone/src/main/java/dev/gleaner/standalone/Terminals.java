package dev.gleaner.standalone;

import java.io.Console;

/** Where this program prints to. */
final class Terminals {

    private Terminals() {}

    /** Whether a line can be drawn over. */
    // Since JDK 25 there is no console again when input or output is redirected; the check is older than that.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isOne() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }
}

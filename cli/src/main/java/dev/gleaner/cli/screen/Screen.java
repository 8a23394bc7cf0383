package dev.gleaner.cli.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints to.
 *
 * @param out what it brings
 * @param err what it says on the way
 * @param terminalOut whether people read what it brings
 * @param terminalErr whether a line of what it says can be drawn over
 * @param width of a line
 * @param color whether there are colours
 */
public record Screen(
        PrintStream out, PrintStream err, boolean terminalOut, boolean terminalErr, int width, boolean color) {
    private static final int USUAL_WIDTH = 100;
    private static final int LEAST_WIDTH = 40;

    /**
     * The one of this process. The launcher knows what is a terminal; without it the machine is asked, and not the console of
     * Java, which takes longer to load than all of a call.
     */
    public static Screen ofProcess(PrintStream out, PrintStream err, Map<String, String> environment) {
        String told = System.getProperty("gleaner.terminals");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean terminalOut = told == null ? isTerminal(1) : told.contains("1");
        boolean terminalErr = !dumb && (told == null ? isTerminal(2) : told.contains("2"));
        return new Screen(out, err, terminalOut, terminalErr, width(environment), terminalOut && !dumb);
    }

    private static boolean isTerminal(int number) {
        try {
            String name = Files.readSymbolicLink(Path.of("/proc/self/fd", Integer.toString(number)))
                    .toString();
            return name.startsWith("/dev/pts/") || name.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static int width(Map<String, String> environment) {
        for (String text : new @Nullable String[] {System.getProperty("gleaner.columns"), environment.get("COLUMNS")}) {
            if (text != null && text.matches("\\d{1,4}") && !text.equals("0")) {
                return Math.max(LEAST_WIDTH, Integer.parseInt(text));
            }
        }
        return USUAL_WIDTH;
    }

    /** The same with colours as the settings have it: {@code auto}, {@code always} or {@code never}. */
    public Screen withColor(String wanted) {
        boolean colored = wanted.equals("always") || color && wanted.equals("auto");
        return new Screen(out, err, terminalOut, terminalErr, width, colored);
    }

    /** A word with the colour that it has among states; each state has its word, so that colour is never all that tells. */
    public String state(String word) {
        if (!color) {
            return word;
        }
        int code = switch (word) {
            case "COMPLETED", "SCRAPED", "succeeded", "UP", "FIRED", "OPEN", "yes", "new", "completed" -> 32;
            case "FAILED", "failed", "DOWN", "INVALID", "refused", "MISSED" -> 31;
            case "IN_PROGRESS", "SCRAPING", "running", "cached" -> 36;
            case "PAUSED", "CANCELLED", "SLOWED", "retrying", "disabled", "no", "duplicate" -> 33;
            default -> 0;
        };
        return code == 0 ? word : "\u001B[%dm%s\u001B[0m".formatted(code, word);
    }

    /** Of a heading. */
    public String strong(String text) {
        return color ? "\u001B[1m" + text + "\u001B[0m" : text;
    }

    public void line(String text) {
        out.println(text);
    }

    /** Says something that is no part of what is brought. */
    public void say(String text) {
        err.println(text);
    }
}

package dev.gleaner.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in columns, cut to the width of the screen. Columns whose name begins with {@code #} have their cells at the right. */
public final class Table {
    private static final int LEAST = 8;
    private static final String GAP = "  ";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... head) {
        this.head = List.of(head);
    }

    /** Adds a row with a cell for each column. Line ends in it become blanks. */
    public Table row(String... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell.isEmpty() ? "-" : cell.replaceAll("\\p{Cntrl}+", " "))
                .toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Prints it, or that there is nothing. */
    public void print(Screen screen, String nothing) {
        if (rows.isEmpty()) {
            screen.line(nothing);
            return;
        }
        int[] widths = widths(screen.width());
        screen.line(screen.strong(line(titles(), widths, null)));
        for (List<String> row : rows) {
            screen.line(line(row, widths, screen));
        }
    }

    private List<String> titles() {
        return head.stream().map(name -> name.replace("#", "")).toList();
    }

    /** What does not fit is taken from the widest column, again and again. */
    private int[] widths(int width) {
        int[] widths = new int[head.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(titles());
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        while (over > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
            over--;
        }
        return widths;
    }

    private String line(List<String> cells, int[] widths, @Nullable Screen screen) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(cells.get(i), widths[i]);
            String gap = " ".repeat(widths[i] - length(cell));
            String shown = screen == null ? cell : screen.state(cell);
            line.append(i == 0 ? "" : GAP);
            if (head.get(i).startsWith("#")) {
                line.append(gap).append(shown);
            } else {
                line.append(shown).append(i == widths.length - 1 ? "" : gap);
            }
        }
        return line.toString();
    }

    private static String cut(String text, int width) {
        int length = length(text);
        if (length <= width) {
            return text;
        }
        int end = text.offsetByCodePoints(0, width - 1);
        return text.substring(0, end) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}

package dev.gleaner.extract.markdown;

import dev.gleaner.extract.body.Block;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The blocks of one table of data, as GitHub Flavored Markdown writes tables: the first row heads the columns. */
final class MarkdownTable {
    private static final int MAX_COLUMNS = 50;

    /** A cell with more is a column of a layout, not one of data. */
    private static final int MAX_CELL = 600;

    private static final int LEVELS = 64;

    private MarkdownTable() {}

    /** The innermost table around a block, if the block stands in a cell of it. */
    static @Nullable Element around(Block block) {
        boolean cell = false;
        @Nullable Element at = block.holder();
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            switch (at.normalName()) {
                case "td", "th" -> cell = true;
                case "table" -> {
                    return cell ? at : null;
                }
                default -> {
                    // farther out
                }
            }
        }
        return null;
    }

    /** The lines of the table; empty if these blocks are no table of at least two rows and columns. */
    static List<String> lines(List<Block> blocks, String base) {
        List<List<List<Block>>> rows = new ArrayList<>();
        Map<Element, List<Block>> cells = new IdentityHashMap<>();
        Map<Element, List<List<Block>>> ofRow = new IdentityHashMap<>();
        for (Block block : blocks) {
            @Nullable Element cell = enclosing(block.holder(), "td", "th");
            @Nullable Element row = cell == null ? null : enclosing(cell, "tr", "tr");
            if (cell == null || row == null) {
                return List.of();
            }
            List<List<Block>> columns = ofRow.get(row);
            if (columns == null) {
                columns = emptyRow(row);
                ofRow.put(row, columns);
                rows.add(columns);
            }
            List<Block> content = cells.get(cell);
            if (content == null) {
                int column = column(cell);
                if (column >= columns.size()) {
                    return List.of();
                }
                content = columns.get(column);
                cells.put(cell, content);
            }
            content.add(block);
        }
        int width = rows.stream().mapToInt(List::size).max().orElse(0);
        boolean isData = rows.size() > 1
                && width > 1
                && width <= MAX_COLUMNS
                && cells.values().stream().allMatch(MarkdownTable::isDatum);
        return isData ? written(rows, width, base) : List.of();
    }

    private static boolean isDatum(List<Block> cell) {
        return cell.stream().mapToInt(block -> block.text().length()).sum() <= MAX_CELL;
    }

    private static List<String> written(List<List<List<Block>>> rows, int width, String base) {
        List<String> lines = new ArrayList<>();
        for (List<List<Block>> row : rows) {
            StringBuilder line = new StringBuilder("|");
            for (int column = 0; column < width; column++) {
                String cell = column < row.size() ? MarkdownInline.cell(row.get(column), base) : "";
                line.append(' ').append(cell).append(cell.isEmpty() ? "|" : " |");
            }
            lines.add(line.toString());
            if (lines.size() == 1) {
                lines.add("|" + " --- |".repeat(width));
            }
        }
        return lines;
    }

    private static @Nullable Element enclosing(Element start, String name, String otherName) {
        @Nullable Element at = start;
        for (int level = 0; at != null && level < LEVELS; level++, at = at.parent()) {
            if (at.nameIs(name) || at.nameIs(otherName)) {
                return at;
            }
        }
        return null;
    }

    private static List<List<Block>> emptyRow(Element row) {
        List<List<Block>> columns = new ArrayList<>();
        for (@Nullable Element cell = row.firstElementChild(); cell != null; cell = cell.nextElementSibling()) {
            for (int i = 0; i < span(cell) && columns.size() <= MAX_COLUMNS; i++) {
                columns.add(new ArrayList<>());
            }
        }
        return columns;
    }

    private static int column(Element cell) {
        int column = 0;
        @Nullable Element before = cell.previousElementSibling();
        for (int i = 0; before != null && i <= MAX_COLUMNS; i++, before = before.previousElementSibling()) {
            column += span(before);
        }
        return column;
    }

    private static int span(Element cell) {
        String span = cell.attr("colspan");
        return span.length() == 1 && span.charAt(0) > '0' && span.charAt(0) <= '9' ? span.charAt(0) - '0' : 1;
    }
}

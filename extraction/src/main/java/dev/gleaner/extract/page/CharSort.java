package dev.gleaner.extract.page;

/** What becomes of a character when a text is squeezed into a line. */
enum CharSort {
    KEPT,
    SPACE,
    DROPPED;

    static CharSort of(int c) {
        return switch (Character.getType(c)) {
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            case Character.CONTROL -> Character.isWhitespace(c) ? SPACE : DROPPED;
            case Character.SURROGATE, Character.UNASSIGNED -> DROPPED;
            // marks that are only there for line breaking
            default -> c == 0xfeff || c == 0xad || c == 0x200b ? DROPPED : KEPT;
        };
    }
}

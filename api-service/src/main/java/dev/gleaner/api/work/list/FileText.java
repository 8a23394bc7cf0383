package dev.gleaner.api.work.list;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file. Which encoding it has says, in this order: its byte order mark, itself in its XML declaration, the server;
 * where none does, or what it says is not known, it is UTF-8 if it can be, and Windows-1252 if not.
 */
final class FileText {
    private static final Pattern DECLARED =
            Pattern.compile("^\\s*<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._:-]{0,39})[\"']");
    private static final int HEAD = 400;

    private final byte[] bytes;
    private final int start;
    private final Charset charset;

    private FileText(byte[] bytes, int start, Charset charset) {
        this.bytes = bytes;
        this.start = start;
        this.charset = charset;
    }

    /** @param said by the server; null if it says nothing */
    static FileText of(byte[] bytes, @Nullable String said) {
        if (begins(bytes, 0xEF, 0xBB, 0xBF)) {
            return new FileText(bytes, 3, StandardCharsets.UTF_8);
        }
        if (begins(bytes, 0xFE, 0xFF)) {
            return new FileText(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (begins(bytes, 0xFF, 0xFE)) {
            return new FileText(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (begins(bytes, 0, '<')) {
            return new FileText(bytes, 0, StandardCharsets.UTF_16BE);
        }
        if (begins(bytes, '<', 0)) {
            return new FileText(bytes, 0, StandardCharsets.UTF_16LE);
        }
        Charset charset = declared(bytes)
                .flatMap(FileText::known)
                .or(() -> Optional.ofNullable(said).flatMap(FileText::known))
                .filter(named -> !named.equals(StandardCharsets.ISO_8859_1) || !isUtf8(bytes))
                .orElseGet(() -> isUtf8(bytes) ? StandardCharsets.UTF_8 : windows());
        return new FileText(bytes, 0, charset);
    }

    Reader reader() {
        return new InputStreamReader(new ByteArrayInputStream(bytes, start, bytes.length - start), charset);
    }

    /** All of it, if it is shorter; else at least so many characters. */
    String text(int most) {
        // No encoding takes more than four bytes for a character.
        int length = (int) Math.min(bytes.length - start, 4L * most);
        return new String(bytes, start, length, charset);
    }

    String head() {
        return new String(bytes, start, Math.min(HEAD, bytes.length - start), charset);
    }

    private static boolean begins(byte[] bytes, int... with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((bytes[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> declared(byte[] bytes) {
        Matcher declaration =
                DECLARED.matcher(new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1));
        return declaration.find() ? Optional.of(declaration.group(1)) : Optional.empty();
    }

    private static Optional<Charset> known(String name) {
        try {
            // Of two bytes each it cannot be: its declaration was read.
            return Optional.of(Charset.forName(name))
                    .filter(charset -> !charset.name().startsWith("UTF-16"));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException other) {
            return false;
        }
    }

    private static Charset windows() {
        return Charset.isSupported("windows-1252") ? Charset.forName("windows-1252") : StandardCharsets.ISO_8859_1;
    }
}

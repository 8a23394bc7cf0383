package dev.gleaner.consumer.command.file;

import dev.gleaner.consumer.command.Definition;
import dev.gleaner.consumer.command.Definitions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scrapers of a file, which is read again when it changes. A version that cannot be used is told once and changes nothing:
 * the one before goes on to hold.
 */
public final class ScrapersFile implements Definitions {
    private static final Logger log = LoggerFactory.getLogger(ScrapersFile.class);

    /** Bytes of a file. */
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private volatile List<Definition> definitions;

    /** The version that was looked at last, whether it could be used or not; empty if there was no file. */
    private Optional<Version> seen;

    /** One that has come since; it is read when it rests, for somebody may still be writing it. */
    private Optional<Version> coming;

    /**
     * Reads it for the first time.
     *
     * @throws InvalidScrapersException if it cannot be used
     */
    public ScrapersFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.seen = version();
        this.coming = seen;
        this.definitions = read(this.file);
        log.info("Scrapers of {}: {}", this.file, names());
    }

    /**
     * All definitions that a file has now.
     *
     * @throws InvalidScrapersException if it cannot be used
     */
    public static List<Definition> read(Path file) {
        String name = file.toString();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes(file)))
                    .toString();
            Path folder = file.toAbsolutePath().normalize().getParent();
            return ScrapersYaml.read(name, text, folder == null ? Path.of("/") : folder);
        } catch (CharacterCodingException other) {
            throw new InvalidScrapersException(name, "is not UTF-8");
        } catch (IOException unreadable) {
            throw new InvalidScrapersException(name, "cannot be read: " + unreadable);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidScrapersException(file.toString(), "is not there, or is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new InvalidScrapersException(file.toString(), "has more than " + LARGEST + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public Optional<Definition> find(String name) {
        return definitions.stream()
                .filter(definition -> definition.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Definition> all() {
        return definitions;
    }

    /**
     * Looks whether the file has changed. A change is taken up by the second look that finds it the same.
     *
     * @return whether there are other definitions now
     */
    public synchronized boolean look() {
        Optional<Version> now = version();
        boolean rests = now.equals(coming);
        coming = now;
        if (now.equals(seen) || !rests) {
            return false;
        }
        seen = now;
        List<Definition> before = definitions;
        try {
            definitions = read(file);
        } catch (InvalidScrapersException unfit) {
            log.error("The scrapers stay as they were: {}", unfit.getMessage());
            return false;
        }
        log.info("The scrapers are read again from {}: {}", file, names());
        return !definitions.equals(before);
    }

    private String names() {
        return definitions.isEmpty()
                ? "none"
                : String.join(", ", definitions.stream().map(Definition::name).toList());
    }

    private Optional<Version> version() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Version(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey())));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** What differs when the file was changed or replaced. */
    private record Version(FileTime modified, long size, String key) {}
}

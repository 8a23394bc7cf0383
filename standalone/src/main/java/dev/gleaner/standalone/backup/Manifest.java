package dev.gleaner.standalone.backup;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.embedded.DataFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an archive says of itself; the first entry in it.
 *
 * @param format always {@value #FORMAT}
 * @param formatVersion of the layout of the archive; a newer one is refused
 * @param gleanerVersion which wrote it
 * @param createdAt ISO-8601, UTC
 * @param files all that it holds
 */
record Manifest(
        @JsonProperty("format") @Nullable String format,
        @JsonProperty("format_version") int formatVersion,
        @JsonProperty("gleaner_version") @Nullable String gleanerVersion,
        @JsonProperty("created_at") @Nullable String createdAt,
        @JsonProperty("files") @Nullable List<Entry> files) {

    static final String NAME = "manifest.json";
    static final String FORMAT = "gleaner-backup";
    static final int VERSION = 1;

    private static final Pattern SEGMENT = Pattern.compile("[^/\\\\:\\x00-\\x1f]+");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A file.
     *
     * @param path below the data folder, with slashes
     * @param bytes its size
     * @param sha256 of its content, in hexadecimal
     */
    record Entry(
            @JsonProperty("path") @Nullable String path,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("sha256") @Nullable String sha256) {

        String where() {
            return path == null ? "" : path;
        }
    }

    List<Entry> entries() {
        return files == null ? List.of() : files;
    }

    long totalBytes() {
        return entries().stream().mapToLong(Entry::bytes).sum();
    }

    byte[] json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
    }

    /** @throws BackupException when it is none, of a later version, or names a file outside of the stores */
    static Manifest read(byte[] json) {
        Manifest manifest;
        try {
            manifest = JSON.readValue(json, Manifest.class);
        } catch (JacksonException broken) {
            throw new BackupException("its manifest cannot be read", broken);
        }
        if (manifest == null || !FORMAT.equals(manifest.format())) {
            throw new BackupException("it is no backup of Gleaner");
        }
        if (manifest.formatVersion() != VERSION) {
            throw new BackupException(
                    "it has format version %d, and this Gleaner reads version %d (written by Gleaner %s)"
                            .formatted(manifest.formatVersion(), VERSION, manifest.gleanerVersion()));
        }
        Set<String> paths = new HashSet<>();
        for (Entry entry : manifest.entries()) {
            if (!isInsideOfAStore(entry.where())) {
                throw new BackupException("it names a file outside of the stores: " + entry.where());
            }
            if (entry.bytes() < 0 || entry.sha256() == null || !paths.add(entry.where())) {
                throw new BackupException("its manifest makes no sense about " + entry.where());
            }
        }
        if (paths.isEmpty()) {
            throw new BackupException("it holds no data");
        }
        return manifest;
    }

    private static boolean isInsideOfAStore(String path) {
        String[] segments = path.split("/", -1);
        if (segments.length < 2 || !DataFolder.isStore(segments[0])) {
            return false;
        }
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                return false;
            }
        }
        return true;
    }
}

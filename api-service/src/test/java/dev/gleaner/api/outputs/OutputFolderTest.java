package dev.gleaner.api.outputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void aFileIsWrittenWithItsFolders() throws IOException {
        long bytes = write(List.of("a", "b", "c.txt"), "text");

        assertThat(bytes).isEqualTo(4);
        assertThat(out().resolve("a/b/c.txt")).hasContent("text");
        assertThat(files()).containsExactly("out/a/b/c.txt");
    }

    @Test
    void aFileOfBeforeStaysUntilItsSuccessorIsWhole() throws IOException {
        write(List.of("a.txt"), "before");

        assertThatIOException()
                .isThrownBy(() -> folder().write(List.of("a.txt"), "job_1-1", out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    throw new IOException("No space left on device");
                }))
                .withMessage("No space left on device");

        assertThat(out().resolve("a.txt")).hasContent("before");
        assertThat(files()).containsExactly("out/a.txt");
        write(List.of("a.txt"), "after");
        assertThat(out().resolve("a.txt")).hasContent("after");
    }

    /** As a process leaves it that dies between the last byte and the name. */
    @Test
    void whatWasLeftUnfinishedIsRemoved() throws IOException {
        write(List.of("a.txt"), "before");
        Files.writeString(out().resolve(".gleaner-job_1-1.part"), "whole, but without its name");

        write(List.of("a.txt"), "after");

        assertThat(files()).containsExactly("out/a.txt");
        assertThat(out().resolve("a.txt")).hasContent("after");
    }

    @Test
    void aLinkThatLeadsOutIsNotFollowed() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("outside"));
        Files.createDirectories(out());
        Files.createSymbolicLink(out().resolve("link"), outside);
        Files.createSymbolicLink(out().resolve("dangling"), temporary.resolve("nowhere"));

        assertThatExceptionOfType(OutputFolder.OutsideException.class)
                .isThrownBy(() -> write(List.of("link", "a.txt"), "text"))
                .withMessage("link is a link that leads out of OUTPUT_DIR");
        assertThatExceptionOfType(OutputFolder.OutsideException.class)
                .isThrownBy(() -> write(List.of("link", "deeper", "a.txt"), "text"));
        assertThatIOException().isThrownBy(() -> write(List.of("dangling", "a.txt"), "text"));
        assertThat(outside).isEmptyDirectory();
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aLinkInThePlaceOfAFileIsReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(temporary.resolve("victim"), "precious");
        Files.createDirectories(out());
        Files.createSymbolicLink(out().resolve("a.txt"), victim);
        Files.createSymbolicLink(out().resolve(".gleaner-job_1-1.part"), victim);

        write(List.of("a.txt"), "text");

        assertThat(victim).hasContent("precious");
        assertThat(out().resolve("a.txt")).hasContent("text").isRegularFile();
        assertThat(Files.isSymbolicLink(out().resolve("a.txt"))).isFalse();
    }

    @Test
    void aLinkWithinIsNoDanger() throws IOException {
        Files.createDirectories(out().resolve("real"));
        Files.createSymbolicLink(out().resolve("link"), out().resolve("real"));
        write(List.of("link", "a.txt"), "text");
        assertThat(out().resolve("real/a.txt")).hasContent("text");
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path real = Files.createDirectories(temporary.resolve("disk"));
        Files.createSymbolicLink(out(), real);
        write(List.of("sub", "a.txt"), "text");
        assertThat(real.resolve("sub/a.txt")).hasContent("text");
    }

    @Test
    void aNameThatIsTakenByAFolderIsAFaultAndNothingIsLeft() throws IOException {
        Files.createDirectories(out().resolve("a.txt/something"));
        assertThatIOException().isThrownBy(() -> write(List.of("a.txt"), "text"));
        Files.writeString(out().resolve("file"), "x");
        assertThatIOException().isThrownBy(() -> write(List.of("file", "a.txt"), "text"));
        assertThat(files()).containsExactly("out/file");
    }

    private long write(List<String> name, String text) throws IOException {
        return folder().write(name, "job_1-1", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private OutputFolder folder() {
        return new OutputFolder(out());
    }

    private Path out() {
        return temporary.resolve("out");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> temporary.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}

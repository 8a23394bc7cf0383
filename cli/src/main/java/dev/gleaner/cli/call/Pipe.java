package dev.gleaner.cli.call;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output for what may be long: it ends when nobody reads it any more. */
final class Pipe extends OutputStream {
    private final PrintStream out;

    Pipe(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        if (out.checkError()) {
            throw new ClosedPipeException();
        }
    }

    @Override
    public void flush() {
        out.flush();
    }
}

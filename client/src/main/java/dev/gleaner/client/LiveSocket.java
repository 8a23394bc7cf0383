package dev.gleaner.client;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the live messages, from its opening to its end. Another message is asked for when one is taken, so that
 * the API sees who reads slowly, and tells the latest state instead of all in between.
 */
final class LiveSocket implements AutoCloseable {

    /** What comes over a connection. */
    sealed interface Signal {
        /** A whole message. */
        record Message(String text) implements Signal {}

        /** Nothing more will come. */
        record Ended() implements Signal {}
    }

    /** Messages that may wait here. Without any that is still asked for, the end of a connection would not be noticed. */
    private static final int AHEAD = 16;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<WebSocket> socket;

    LiveSocket(Transport transport, String path) {
        this.socket = transport.openSocket(path, new Listener());
    }

    /** The next signal, or null if there is none in this time. An opening that fails is an end. */
    @Nullable
    Signal next(Duration patience) throws InterruptedException {
        long begin = System.nanoTime();
        WebSocket open;
        try {
            open = socket.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notYet) {
            return null;
        } catch (ExecutionException refused) {
            return new Signal.Ended();
        }
        long left = patience.toNanos() - (System.nanoTime() - begin);
        Signal signal = signals.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
        if (signal instanceof Signal.Message) {
            open.request(1);
        }
        return signal;
    }

    /** Whether the connection was opened, and nobody has said its end. */
    boolean isOpen() {
        return socket.isDone()
                && !socket.isCompletedExceptionally()
                && !socket.join().isInputClosed();
    }

    /** Asks for a sign of life, which is a message like others. Where that does not go out, none will come. */
    void ping() {
        if (socket.isDone() && !socket.isCompletedExceptionally()) {
            var unused = socket.join().sendText("ping", true);
        }
    }

    @Override
    public void close() {
        // Also one that is still being opened; nothing comes from it any more, its end neither.
        var unused = socket.thenAccept(WebSocket::abort);
        signals.add(new Signal.Ended());
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(AHEAD);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                signals.add(new Signal.Message(message.toString()));
                message.setLength(0);
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            signals.add(new Signal.Ended());
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            signals.add(new Signal.Ended());
        }
    }
}

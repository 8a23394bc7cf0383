package dev.gleaner.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** As much of the MongoDB protocol as it takes to look after a server: a command without arguments and its raw answer. */
final class MongoWire {

    private static final int OP_MSG = 2013;
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int LARGEST_ANSWER = 16 << 20;

    private MongoWire() {}

    /**
     * Sends {@code {command: 1, $db: "admin"}}.
     *
     * @return the bytes of the answer, in which a name or a text can be searched for
     */
    static String call(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(message(command));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = Integer.reverseBytes(in.readInt());
            if (length < 16 || length > LARGEST_ANSWER) {
                throw new IOException("Not the MongoDB protocol");
            }
            return new String(in.readNBytes(length - 4), StandardCharsets.UTF_8);
        }
    }

    private static byte[] message(String command) {
        ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(4);
        buffer.putInt(1).putInt(0).putInt(OP_MSG);
        buffer.putInt(0).put((byte) 0);
        int document = buffer.position();
        buffer.putInt(0);
        buffer.put((byte) 0x10).put(name(command)).putInt(1);
        buffer.put((byte) 0x02).put(name("$db")).putInt(6).put(name("admin"));
        buffer.put((byte) 0);
        buffer.putInt(document, buffer.position() - document);
        buffer.putInt(0, buffer.position());
        byte[] message = new byte[buffer.position()];
        buffer.get(0, message);
        return message;
    }

    private static byte[] name(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}

package dev.gleaner.system.chaos;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/** A message of the MongoDB wire protocol: 16 bytes of header, for OP_MSG 4 of flags and a section of kind 0 with the command. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MongoMessage(byte[] bytes) {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify");
    private static final int OP_MSG = 2013;
    private static final int LONGEST = 64 << 20;

    /** The server is going down and has done nothing. */
    private static final int INTERRUPTED_AT_SHUTDOWN = 11600;

    static MongoMessage read(DataInputStream in) throws IOException {
        int length = Integer.reverseBytes(in.readInt());
        if (length < 16 || length > LONGEST) {
            throw new IOException("no message of " + length + " bytes");
        }
        ByteBuffer all =
                ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
        in.readFully(all.array(), 4, length - 4);
        return new MongoMessage(all.array());
    }

    boolean isWrite() {
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (all.getInt(12) != OP_MSG) {
            return false;
        }
        // The first field of the document is the command: length of the document, type of the field, its name.
        int start = 16 + 4 + 1 + 4 + 1;
        int end = start;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return WRITES.contains(new String(bytes, start, end - start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
    }

    /** The answer of a server that goes down. */
    byte[] failure() {
        BsonDocument document = new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(INTERRUPTED_AT_SHUTDOWN))
                .append("codeName", new BsonString("InterruptedAtShutdown"))
                .append("errmsg", new BsonString("interrupted at shutdown"));
        ByteBuffer body = new RawBsonDocument(document, new BsonDocumentCodec())
                .getByteBuffer()
                .asNIO();
        ByteBuffer asked = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer answer = ByteBuffer.allocate(16 + 4 + 1 + body.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        answer.putInt(answer.capacity()).putInt(0).putInt(asked.getInt(4)).putInt(OP_MSG);
        answer.putInt(0).put((byte) 0).put(body);
        return answer.array();
    }
}

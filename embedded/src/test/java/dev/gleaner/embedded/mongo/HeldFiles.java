package dev.gleaner.embedded.mongo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;

/** Files of the disk, under names that begin with {@code held:}, whose writes wait or fail as a test wants it. H2 makes them. */
public final class HeldFiles extends FilePathWrapper {
    private static final String SCHEME = "held";
    private static final AtomicReference<@Nullable Hold> HOLD = new AtomicReference<>();
    private static final AtomicReference<@Nullable IOException> FAULT = new AtomicReference<>();

    static {
        FilePath.register(new HeldFiles());
    }

    /** For H2. */
    @SuppressWarnings("unused")
    public HeldFiles() {}

    static String name(String file) {
        return SCHEME + ":" + file;
    }

    /** From now on writes wait, until the hold is closed. */
    static Hold hold() {
        Hold hold = new Hold();
        HOLD.set(hold);
        return hold;
    }

    /** From now on writes fail, or no longer do. */
    static void fail(@Nullable IOException fault) {
        FAULT.set(fault);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Held(FileUtils.open(getBase().toString(), mode));
    }

    /** A time in which writes wait. */
    static final class Hold implements AutoCloseable {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** Waits until a write waits. */
        void awaitWrite() throws InterruptedException {
            reached.await();
        }

        private void pass() {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            HOLD.set(null);
            released.countDown();
        }
    }

    private static final class Held extends FileBaseDefault {
        private final FileChannel file;

        Held(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            Hold hold = HOLD.get();
            if (hold != null) {
                hold.pass();
            }
            IOException fault = FAULT.get();
            if (fault != null) {
                throw fault;
            }
            return file.write(source, position);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public java.nio.channels.FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }
    }
}

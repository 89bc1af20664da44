package dev.leeward.api;

import java.io.InterruptedIOException;
import java.io.OutputStream;

/** A connection whose other end does not read: a write hangs until its thread is interrupted, like a socket's. */
final class StuckStream extends OutputStream {
    @Override
    public void write(int b) throws InterruptedIOException {
        hang();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws InterruptedIOException {
        hang();
    }

    private static void hang() throws InterruptedIOException {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closed by interrupt");
        }
    }
}

package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.random.RandomGenerator;

/**
 * The ports from which one JVM's tests choose. JVMs that test at the same time agree by locks on the bytes of a file, which the
 * kernel takes back when one ends, however it ends; a JVM that finds all taken chooses among all.
 *
 * @param lowest the first of them
 * @param end the one after the last
 */
record PortRange(int lowest, int end) {
    private static final PortRange ALL = new PortRange(20_000, 32_000);
    private static final int RANGES = 10;

    static PortRange ofThisJvm() {
        return Own.RANGE;
    }

    int any(RandomGenerator random) {
        return random.nextInt(lowest, end);
    }

    private PortRange part(int number) {
        int size = (end - lowest) / RANGES;
        return new PortRange(lowest + number * size, lowest + (number + 1) * size);
    }

    private static final class Own {
        private static final FileChannel LOCKS = open();
        private static final PortRange RANGE = choose();

        private static FileChannel open() {
            String user = System.getProperty("user.name", "");
            Path file = Path.of(System.getProperty("java.io.tmpdir"), "leeward-test-ports-" + user);
            try {
                return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot open " + file, e);
            }
        }

        private static PortRange choose() {
            try {
                for (int number = 0; number < RANGES; number++) {
                    // Never released: the lock lives as long as this JVM.
                    FileLock lock = LOCKS.tryLock(number, 1, false);
                    if (lock != null) return ALL.part(number);
                }
                return ALL;
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot lock a range of ports", e);
            }
        }
    }
}

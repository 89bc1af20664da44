package dev.leeward.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What this process has used up to a moment. */
record Usage(long nanos, Duration cpu, long looks) {

    static Usage now(long looks) {
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        return new Usage(System.nanoTime(), cpu, looks);
    }

    /** Looks per second and CPU microseconds (user and system, all threads) per look since {@code before}. */
    String since(Usage before) {
        double seconds = (nanos - before.nanos) / 1e9;
        double micros = cpu.minus(before.cpu).toNanos() / 1e3;
        long done = looks - before.looks;
        return String.format(
                Locale.ROOT,
                "rate=%.1f/s cpu_us_per_look=%.1f rss_mib=%.1f",
                done / seconds,
                micros / Math.max(1, done),
                residentMib());
    }

    private static double residentMib() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

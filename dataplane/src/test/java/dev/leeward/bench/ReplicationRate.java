package dev.leeward.bench;

import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.LocalProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How long writes take from one region into the other, beside the least that replication can do; how long until the first one
 * after a start, and after the death of the process that did the work; and how many calls it takes. Two DynamoDB Local and
 * {@code leeward replicate} are processes of their own.
 */
final class ReplicationRate {
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration STANDBY = Duration.ofSeconds(25);
    private static final Duration SETTLING = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int WARM_KEYS = 1;
    private static final Duration FAR = Duration.ofMillis(90);
    private static final int[] FAR_RATES = {50, 100};

    private final Path folder;
    private final URI east;
    private final URI west;

    private ReplicationRate(Path folder, URI east, URI west) {
        this.folder = folder;
        this.east = east;
        this.west = west;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        String which = arguments[3];
        try (var one = DynamoDbLocal.start(folder);
                var other = DynamoDbLocal.start(folder)) {
            var rate = new ReplicationRate(folder, one.endpoint(), other.endpoint());
            rate.warmUp();
            if (which.contains("lag")) {
                rate.lag(50, 300, seconds, rounds);
            }
            if (which.contains("busy")) {
                rate.lag(200, 300, seconds, rounds);
            }
            if (which.contains("hot")) rate.hot(seconds);
            if (which.contains("far")) rate.far(seconds);
            if (which.contains("start")) rate.starts(rounds);
            if (which.contains("takeover")) rate.takeovers(rounds);
            if (which.contains("writes")) rate.writes();
        }
    }

    /** A server that has just started is slow. */
    private void warmUp() {
        try (var bed = new Bed(folder, east, west);
                var arrivals = new Arrivals(bed.west, "east");
                var _ = new Load(bed.west, "west", arrivals, 300, 100);
                var _ = new Load(bed.east, "east", arrivals, 300, 100)) {
            bed.floor();
            rest(WARM_UP);
        }
    }

    /** In turns, so that whatever else goes on hits both. */
    private void lag(int rate, int keys, int seconds, int rounds) {
        var floors = new ArrayList<Double>();
        var ours = new ArrayList<Double>();
        System.out.printf("== %d writes/s to %d keys in one region%n", rate, keys);
        for (int round = 0; round < rounds; round++) {
            floors.addAll(lag("floor  ", rate, keys, seconds, Bed::floor));
            ours.addAll(lag("leeward", rate, keys, seconds, Bed::replicate));
        }
        if (floors.isEmpty() || ours.isEmpty()) return;
        System.out.printf(
                "%d writes/s: floor p50=%.1f p95=%.1f ms, leeward p50=%.1f p95=%.1f ms, ratio p50=%.2f p95=%.2f%n",
                rate,
                percentile(floors, 50),
                percentile(floors, 95),
                percentile(ours, 50),
                percentile(ours, 95),
                percentile(ours, 50) / percentile(floors, 50),
                percentile(ours, 95) / percentile(floors, 95));
    }

    private List<Double> lag(String who, int rate, int keys, int seconds, Starter starter) {
        try (var bed = new Bed(folder, east, west);
                var arrivals = new Arrivals(bed.west, "east")) {
            starter.start(bed);
            begun(bed, arrivals);
            double atRest = share(bed, Duration.ofSeconds(3));
            long begin;
            long end;
            double busy;
            try (var _ = new Load(bed.east, "east", arrivals, rate, keys)) {
                rest(WARM_UP);
                begin = System.nanoTime();
                busy = share(bed, Duration.ofSeconds(seconds));
                end = System.nanoTime();
            }
            Await.until("everything has arrived", PATIENCE, () -> arrivals.missing() == 0);
            List<Double> millis = told(who, arrivals.between(begin, end));
            System.out.printf("         %.0f %% of a core at rest, %.0f %% then%n", 100 * atRest, 100 * busy);
            return millis;
        }
    }

    /** Applications in both regions write to the same few keys. Those that lost against another write never arrive. */
    private void hot(int seconds) {
        System.out.println("== 15 keys, 25 writes/s in each region");
        try (var bed = new Bed(folder, east, west);
                var toWest = new Arrivals(bed.west, "east");
                var toEast = new Arrivals(bed.east, "west")) {
            bed.replicate();
            begun(bed, toWest);
            long begin;
            long end;
            try (var _ = new Load(bed.east, "east", toWest, 25, 15);
                    var _ = new Load(bed.west, "west", toEast, 25, 15)) {
                rest(WARM_UP);
                begin = System.nanoTime();
                rest(Duration.ofSeconds(seconds));
                end = System.nanoTime();
            }
            rest(Duration.ofSeconds(2));
            told("to the west", toWest.themselves(begin, end));
            told("to the east", toEast.themselves(begin, end));
        }
    }

    /** The process runs beside the region that is written, and the other one is as far away as Frankfurt is from Virginia. */
    private void far(int seconds) {
        for (int rate : FAR_RATES) {
            System.out.printf("== %d writes/s to 300 keys, the other region %d ms away%n", rate, FAR.toMillis());
            try (var link = new CountingLink(west, FAR);
                    var bed = new Bed(folder, east, west, east, link.endpoint());
                    var arrivals = new Arrivals(bed.west, "east")) {
                bed.replicate();
                begun(bed, arrivals);
                long begin;
                long end;
                try (var _ = new Load(bed.east, "east", arrivals, rate, 300)) {
                    rest(WARM_UP);
                    begin = System.nanoTime();
                    rest(Duration.ofSeconds(seconds));
                    end = System.nanoTime();
                }
                Await.until("everything has arrived", PATIENCE, () -> arrivals.missing() == 0);
                told("leeward", arrivals.between(begin, end));
            }
        }
    }

    private void starts(int rounds) {
        System.out.println("== from the start of the command to the first record in the other region");
        for (int round = 0; round < rounds; round++) {
            try (var bed = new Bed(folder, east, west);
                    var arrivals = new Arrivals(bed.west, "east")) {
                Load.write(bed.east, "east", arrivals, "before", 1);
                long begun = System.nanoTime();
                LocalProcess process = bed.replicate();
                Await.until("the first record came", PATIENCE, () -> arrivals.missing() == 0);
                double first = (System.nanoTime() - begun) / 1e9;
                Load.write(bed.east, "east", arrivals, "again", 1);
                Await.until("the second record came", PATIENCE, () -> arrivals.missing() == 0);
                process.terminate(PATIENCE);
                Load.write(bed.east, "east", arrivals, "later", 1);
                long again = System.nanoTime();
                bed.replicate();
                Await.until("the next record came", PATIENCE, () -> arrivals.missing() == 0);
                System.out.printf(
                        "nothing there yet: %.2f s; started again: %.2f s   (load %s)%n",
                        first, (System.nanoTime() - again) / 1e9, load());
            }
        }
    }

    private void takeovers(int rounds) {
        System.out.println("== from SIGKILL to the first copy of a later write");
        for (int round = 0; round < rounds; round++) {
            try (var bed = new Bed(folder, east, west);
                    var arrivals = new Arrivals(bed.west, "east")) {
                LocalProcess leader = bed.replicate();
                begun(bed, arrivals);
                LocalProcess other = bed.replicate();
                try (var _ = new Load(bed.east, "east", arrivals, 20, 100)) {
                    // The one that waits has to be there, or its start is what is measured.
                    if (isSpread()) {
                        Await.until("the other one takes part in both regions", PATIENCE, () -> takesPart(other));
                    }
                    rest(isSpread() ? SETTLING : STANDBY);
                    leader.kill();
                    long killed = System.nanoTime();
                    Await.until(
                            "another one copies",
                            PATIENCE,
                            () -> !arrivals.between(killed, Long.MAX_VALUE).isEmpty());
                    long first = arrivals.between(killed, Long.MAX_VALUE).stream()
                            .mapToLong(Arrivals.Arrived::seen)
                            .min()
                            .orElseThrow();
                    System.out.printf("take-over: %.2f s   (load %s)%n", (first - killed) / 1e9, load());
                }
                Await.until("everything has arrived", PATIENCE, () -> arrivals.missing() == 0);
            }
        }
    }

    private static boolean isSpread() {
        return !System.getProperty("leeward.bench.spread", "none").equals("none");
    }

    /** The library says so when it begins, once in each region. */
    private static boolean takesPart(LocalProcess process) {
        return process.output().split("Starting worker loop", -1).length > 2;
    }

    /** Calls per write, at rest and with 100 writes to 100 keys. */
    private void writes() {
        System.out.println("== calls for 100 local writes to 100 keys, once it runs");
        try (var eastLink = new CountingLink(east);
                var westLink = new CountingLink(west);
                var bed = new Bed(folder, east, west, eastLink.endpoint(), westLink.endpoint());
                var arrivals = new Arrivals(bed.west, "east")) {
            bed.replicate();
            begun(bed, arrivals);
            rest(Duration.ofSeconds(2));
            eastLink.take();
            westLink.take();
            for (int n = 0; n < 100; n++) Load.write(bed.east, "east", arrivals, "counted-" + n, n);
            Await.until("everything has arrived", PATIENCE, () -> arrivals.missing() == 0);
            rest(Duration.ofSeconds(2));
            System.out.println("where they were written: " + eastLink.take());
            System.out.println("in the other region:     " + westLink.take());
        }
    }

    private static void begun(Bed bed, Arrivals arrivals) {
        Load.write(bed.east, "east", arrivals, "first", WARM_KEYS);
        Await.until("it runs", PATIENCE, () -> arrivals.missing() == 0);
    }

    private static List<Double> told(String who, List<Arrivals.Arrived> arrived) {
        List<Double> millis = arrived.stream().map(Arrivals.Arrived::millis).toList();
        if (!millis.isEmpty()) {
            System.out.printf(
                    "%s: p50 %.1f p95 %.1f p99 %.1f max %.1f ms of %d   (load %s)%n",
                    who,
                    percentile(millis, 50),
                    percentile(millis, 95),
                    percentile(millis, 99),
                    percentile(millis, 100),
                    millis.size(),
                    load());
        }
        return millis;
    }

    private static double percentile(List<Double> figures, int percent) {
        double[] sorted = figures.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Of a core, while that time passes. */
    private static double share(Bed bed, Duration time) {
        long used = bed.used();
        long begin = System.nanoTime();
        rest(time);
        return (double) (bed.used() - used) / (System.nanoTime() - begin);
    }

    private static void rest(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) LockSupport.parkNanos(end - System.nanoTime());
    }

    private interface Starter {
        LocalProcess start(Bed bed);
    }
}

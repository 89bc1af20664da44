package dev.leeward.bench;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.LocalProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * How long the first copy of a table takes while applications write to it, beside the bare copying of the same rows in batches; and how
 * much memory the process takes that makes it, of tables of different sizes.
 */
final class FirstCopyRate {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final AttributeValue NOTE = AttributeValue.fromS("left at the door ".repeat(9));
    private static final String BEGUN = "this process replicates";
    private static final String DONE = "was brought to all others";
    private static final int FILLING = 1_000;
    private static final int WRITES = 20;
    private static final int WRITTEN_KEYS = 100;
    /** As the collector's log has it: {@code Pause Young (Allocation Failure) 22M->9M(61M) 3.1ms}. */
    private static final Pattern COLLECTED = Pattern.compile("->(?<left>\\d+)M\\(");

    private final Path folder;
    private final URI east;
    private final URI west;

    private FirstCopyRate(Path folder, URI east, URI west) {
        this.folder = folder;
        this.east = east;
        this.west = west;
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int items = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int heap = Integer.parseInt(arguments[3]);
        try (var one = DynamoDbLocal.start(folder);
                var other = DynamoDbLocal.start(folder)) {
            var rate = new FirstCopyRate(folder, one.endpoint(), other.endpoint());
            rate.floor(FILLING);
            double[] floors = new double[rounds];
            double[] ours = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                floors[round] = rate.floor(items);
                ours[round] = rate.leeward(items, "");
            }
            if (rounds > 0) {
                System.out.printf(
                        "%,d rows, median of %d rounds: batches=%.0f leeward=%.0f rows/s, ratio=%.2f%n",
                        items, rounds, median(floors), median(ours), median(ours) / median(floors));
            }
            if (heap == 0) return;
            System.out.printf("== memory with a heap of %d MiB%n", heap);
            rate.memory(items / 10, heap);
            rate.memory(items, heap);
        }
    }

    private double floor(int items) throws IOException {
        return measure("batches", items, bed -> {
            LocalProcess process = bed.copyFloor();
            long begun = await(process, CopyFloor.BEGUN);
            if (process.exitCode(PATIENCE) != 0) throw new AssertionError(process.output());
            return begun;
        });
    }

    private double leeward(int items, String options) throws IOException {
        return measure("leeward", items, bed -> {
            LocalProcess process = bed.replicate(options);
            long begun = await(process, BEGUN);
            await(process, DONE);
            System.out.printf("         %.0f MiB resident at most%n", resident(process));
            return begun;
        });
    }

    /** When it was seen to say so. */
    private static long await(LocalProcess process, String words) {
        Await.until(words, PATIENCE, () -> process.output().contains(words) || !process.isAlive());
        if (!process.output().contains(words)) throw new AssertionError(process.output());
        return System.nanoTime();
    }

    private void memory(int items, int heap) throws IOException {
        Path log = folder.resolve("collections-" + items);
        leeward(items, "-Xmx" + heap + "m -Xlog:gc:file=" + log);
        try (Stream<String> lines = Files.lines(log)) {
            int most = lines.map(COLLECTED::matcher)
                    .filter(found -> found.find())
                    .mapToInt(found -> Integer.parseInt(found.group("left")))
                    .max()
                    .orElse(0);
            System.out.printf("%,d rows: %d MiB of heap in use after a collection at most%n", items, most);
        }
    }

    /**
     * Rows per second, since the process had started; an application writes to rows of its own meanwhile.
     *
     * @param work does it, and says when it began
     */
    private double measure(String who, int items, ToLongFunction<Bed> work) throws IOException {
        try (var bed = new Bed(folder, east, west);
                var arrivals = new Arrivals(bed.west, "east")) {
            fill(bed.east, items);
            long begun;
            long end;
            try (var _ = new Load(bed.east, "east", arrivals, WRITES, WRITTEN_KEYS)) {
                begun = work.applyAsLong(bed);
                end = System.nanoTime();
            }
            double seconds = (end - begun) / 1e9;
            if (who.equals("leeward")) {
                Await.until("what was written meanwhile has arrived", PATIENCE, () -> arrivals.missing() == 0);
            }
            double behind = (System.nanoTime() - end) / 1e9;
            long there = count(bed.west);
            if (there < items) throw new AssertionError(there + " of " + items + " rows are there");
            System.out.printf(
                    "%s: %,d rows in %.1f s, %.0f rows/s; the writes meanwhile %.1f s later   (load %s)%n",
                    who, items, seconds, items / seconds, behind, load());
            return items / seconds;
        }
    }

    /** Rows that no stream tells of. */
    private static void fill(Store store, int items) {
        stream(store, false);
        IntStream.range(0, (items + FILLING - 1) / FILLING).forEach(part -> {
            List<Map<String, AttributeValue>> rows = IntStream.range(
                            part * FILLING, Math.min(items, (part + 1) * FILLING))
                    .mapToObj(FirstCopyRate::row)
                    .toList();
            CopyFloor.put(store, rows);
        });
        stream(store, true);
    }

    private static Map<String, AttributeValue> row(int number) {
        return Map.of(
                Arrivals.KEY,
                AttributeValue.fromS("row-" + number),
                Arrivals.NUMBER,
                AttributeValue.fromN(Integer.toString(number)),
                Arrivals.FROM,
                AttributeValue.fromS("before"),
                "note",
                NOTE);
    }

    private static void stream(Store store, boolean isOn) {
        LocalStores.given(store.tables(tables ->
                tables.updateTable(all -> all.tableName(Bed.TABLE).streamSpecification(stream -> {
                    stream.streamEnabled(isOn);
                    if (isOn) stream.streamViewType("NEW_AND_OLD_IMAGES");
                }))));
    }

    /** How many rows there are that stood there before. */
    private static long count(Store store) {
        return LocalStores.given(store.tables(tables -> tables
                .scanPaginator(all -> all.tableName(Bed.TABLE)
                        .select(Select.COUNT)
                        .filterExpression("#from = :from")
                        .expressionAttributeNames(Map.of("#from", Arrivals.FROM))
                        .expressionAttributeValues(Map.of(":from", AttributeValue.fromS("before"))))
                .stream()
                .mapToLong(page -> page.count())
                .sum()));
    }

    /** The most that was resident so far, in MiB. */
    private static double resident(LocalProcess process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new AssertionError("only Linux tells", e);
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

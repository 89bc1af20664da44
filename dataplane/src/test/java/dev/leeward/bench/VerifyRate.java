package dev.leeward.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.DynamoScan;
import dev.leeward.table.dynamodb.DynamoTable;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.verification.Effort;
import dev.leeward.verification.Report;
import dev.leeward.verification.Side;
import dev.leeward.verification.Verification;
import dev.leeward.verification.VirtualCrew;
import dev.leeward.verification.Watch;
import dev.leeward.verification.Work;
import dev.leeward.version.Replica;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * How fast two regions are compared, beside a bare scan of the same tables, and how much memory it takes. {@code servers ITEMS}
 * starts two stores with a table of so many items and one of ten times as many, and keeps them; {@code rate} and {@code heap}
 * measure.
 */
final class VerifyRate {
    private static final String KEY = "bench";
    private static final int BATCH = 25;
    private static final int SEGMENTS = 4;
    private static final KeyNames NAMES = new KeyNames("id", Optional.empty());

    private VerifyRate() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "servers" -> serve(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
            case "rate" -> rate(stores(arguments), arguments[3], Integer.parseInt(arguments[4]));
            case "heap" -> heap(stores(arguments), arguments[3]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void serve(Path folder, int items) throws IOException {
        try (var one = DynamoDbLocal.start(Files.createDirectory(folder.resolve("one")));
                var other = DynamoDbLocal.start(Files.createDirectory(folder.resolve("other")))) {
            var stores = List.of(open(one.endpoint()), open(other.endpoint()));
            for (Store store : stores) {
                fill(store, "small", items);
                fill(store, "large", 10 * items);
            }
            System.out.println("ready " + one.endpoint() + " " + other.endpoint());
            // Until the script closes it.
            while (System.in.read() >= 0) {}
        }
    }

    /** In turns, so that whatever else goes on hits both; the first round is for warming up. */
    private static void rate(List<Store> stores, String table, int rounds) {
        var bare = new double[rounds];
        var verified = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double one = bare(stores, table);
            Report report = verify(stores, table);
            if (report.verdict() != Report.Verdict.EQUAL) throw new AssertionError(report);
            System.out.printf("%s: bare scan %,.0f items/s, verify %,.0f items/s%n", table, one, report.rate());
            if (round < 0) continue;
            bare[round] = one;
            verified[round] = report.rate();
        }
        System.out.printf(
                "%s, median of %d rounds: bare_scan=%.0f verify=%.0f ratio=%.2f%n",
                table, rounds, median(bare), median(verified), median(verified) / median(bare));
    }

    private static void heap(List<Store> stores, String table) {
        var most = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, _) -> {
                                var collected = GarbageCollectionNotificationInfo.from(
                                        (CompositeData) notification.getUserData());
                                long used = collected.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                                        .filter(pool -> pool.getKey().matches(".*(Eden|Survivor|Tenured|Old).*"))
                                        .map(Map.Entry::getValue)
                                        .mapToLong(MemoryUsage::getUsed)
                                        .sum();
                                most.accumulateAndGet(used, Math::max);
                            },
                            null,
                            null);
        }
        Report report = verify(stores, table);
        System.gc();
        System.out.printf(
                "%s: %,d items in both regions, verdict %s, largest heap after a collection %.1f MiB of %d MiB%n",
                table,
                report.regions().stream().mapToLong(Report.Part::items).sum(),
                report.verdict(),
                most.get() / 1048576.0,
                Runtime.getRuntime().maxMemory() / 1048576);
    }

    private static double bare(List<Store> stores, String table) {
        var items = new AtomicLong();
        var works = new ArrayList<Work>();
        for (Store store : stores) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                works.add(new BareScan(store, table, segment, items));
            }
        }
        long begun = System.nanoTime();
        new VirtualCrew(works.size()).carryOut(works);
        return items.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private static Report verify(List<Store> stores, String table) {
        var sides = IntStream.range(0, stores.size())
                .mapToObj(number -> new Side(
                        new Replica(new RegionName("region-" + number), table),
                        new DynamoScan(stores.get(number), table, NAMES),
                        new DynamoTable(stores.get(number), table, NAMES)))
                .toList();
        var effort = Effort.usual().withRate(1e9).withSegments(SEGMENTS).withGrace(Duration.ofMillis(100));
        var looked = new Verification(
                        sides,
                        effort,
                        new VirtualCrew(2 * SEGMENTS),
                        () -> Instant.EPOCH.plusNanos(System.nanoTime()),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        new Silent())
                .run();
        if (looked instanceof Looked.Seen<Report>(Report report)) return report;
        throw new AssertionError(looked);
    }

    private static List<Store> stores(String[] arguments) {
        return List.of(open(URI.create(arguments[1])), open(URI.create(arguments[2])));
    }

    private static Store open(URI endpoint) {
        return Store.open(StoreAddress.withKey("eu-central-1", Optional.of(endpoint), KEY, "secret")
                .within(Duration.ofSeconds(60)));
    }

    private static void fill(Store store, String table, int items) {
        given(store.tables(client -> client.createTable(all -> all.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build()))));
        IntStream.range(0, items / BATCH).parallel().forEach(batch -> {
            var writes = IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                    .mapToObj(VerifyRate::write)
                    .toList();
            given(store.tables(client -> client.batchWriteItem(all -> all.requestItems(Map.of(table, writes)))));
        });
    }

    /** About 230 bytes, as an order may look. */
    private static WriteRequest write(int number) {
        var item = Map.of(
                "id", AttributeValue.fromS("order-" + number),
                "customer", AttributeValue.fromS("customer-" + number % 997),
                "amount", AttributeValue.fromN(number + ".50"),
                "paid", AttributeValue.fromBool(number % 3 == 0),
                "tags", AttributeValue.fromSs(List.of("express", "gift-" + number % 7)),
                "note", AttributeValue.fromS("left at the door ".repeat(8)));
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(item).build())
                .build();
    }

    private static <T> T given(Answer<T> answer) {
        if (answer instanceof Answer.Given<T>(T value)) return value;
        throw new AssertionError(answer);
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The least that a scan can do: ask for page after page, and count. */
    private static final class BareScan implements Work {
        private final Store store;
        private final String table;
        private final int segment;
        private final AtomicLong items;
        private Map<String, AttributeValue> after = Map.of();

        private BareScan(Store store, String table, int segment, AtomicLong items) {
            this.store = store;
            this.table = table;
            this.segment = segment;
            this.items = items;
        }

        @Override
        public Step step() {
            var page = given(store.tables(client -> client.scan(all -> all.tableName(table)
                    .segment(segment)
                    .totalSegments(SEGMENTS)
                    .exclusiveStartKey(after.isEmpty() ? null : after)
                    .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))));
            items.addAndGet(page.count());
            after = page.lastEvaluatedKey();
            return after.isEmpty() ? new Step.Over() : new Step.On();
        }
    }

    private static final class Silent implements Watch {
        @Override
        public void read(RegionName region, int items) {}

        @Override
        public void looking(int suspects) {}
    }
}

package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Reconciler.Progress;
import dev.leeward.replication.Terms;
import dev.leeward.stream.Gap;
import dev.leeward.testkit.LocalProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A replicator in a process of its own, which tests can kill. */
final class ReplicatorProcess {
    static final String TABLE = "shop";
    /** What its output holds if something happened that must not. */
    static final String ALARM = "ALARM";

    /** What its output holds once it has gone through all regions. */
    static final String SWEPT = "swept";

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private ReplicatorProcess() {}

    /** Starts one between two stores, each with its endpoint. */
    static LocalProcess start(Path folder, String me, String key, URI east, URI west) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return LocalProcess.start(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                ReplicatorProcess.class.getName(),
                me,
                key,
                east.toString(),
                west.toString());
    }

    public static void main(String[] args) throws InterruptedException {
        var terms = new Terms(true, Duration.ofSeconds(60), Duration.ofMillis(100), 3, Duration.ofDays(8));
        var stores = List.of(
                store("us-east", "us-east-1", args[1], args[2], terms),
                store("us-west", "us-west-2", args[1], args[3], terms));
        try (var _ = new Replication(TABLE, stores, Pace.ofLocal(), args[0], new Spoken())) {
            new CountDownLatch(1).await();
        }
    }

    private static RegionStore store(String name, String region, String key, String endpoint, Terms terms) {
        var address = StoreAddress.withKey(region, Optional.of(URI.create(endpoint)), key, "secret");
        return new RegionStore(new RegionName(name), address.within(LIMIT), terms);
    }

    private static final class Spoken implements Reports {
        @Override
        public void active(boolean isActive) {
            System.out.println(isActive ? "active" : "inactive");
        }

        @Override
        public void gap(RegionName region, Gap gap) {
            System.out.println(ALARM + " gap in " + region + ": " + gap.sentence());
        }

        @Override
        public void progress(Progress progress) {
            System.out.println(
                    (progress.isDone() ? SWEPT : "sweeping") + ": " + progress.segments() + "/" + progress.of());
        }

        @Override
        public void problem(RegionName region, Problem problem) {
            String alarm = problem.code() == FaultCode.INTERNAL ? ALARM : "problem";
            System.out.println(alarm + " in " + region + ": " + problem);
        }

        @Override
        public void conflict(Conflict conflict) {
            System.out.println("conflict: " + conflict.winner() + " over " + conflict.loser());
        }

        @Override
        public void foreignWrite(RegionName region, ItemKey key) {
            System.out.println(ALARM + " foreign write in " + region);
        }
    }
}

package dev.leeward.bench;

import dev.leeward.probe.Check;
import dev.leeward.probe.Observation;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.Prober;
import dev.leeward.probe.Sighting;
import dev.leeward.probe.VantagePoint;
import dev.leeward.probe.schedule.ProbeSchedule;
import dev.leeward.probe.schedule.SteadyClock;
import dev.leeward.prober.ProberOfEveryKind;
import dev.leeward.service.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Probes every URL of a file once a second, as a node does, and prints what a look cost.
 *
 * <p>Arguments: the file; seconds to warm up; seconds to measure; {@code leeward} or {@code bare}.
 */
public final class ProbeCost {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofMillis(900);
    private static final int BURST_LIMIT = 12;

    private final LongAdder healthy = new LongAdder();
    private final LongAdder others = new LongAdder();
    private final CountDownLatch first = new CountDownLatch(1);

    private ProbeCost() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<URI> urls =
                Files.readAllLines(Path.of(args[0])).stream().map(URI::create).toList();
        Duration warmUp = Duration.ofSeconds(Long.parseLong(args[1]));
        Duration measured = Duration.ofSeconds(Long.parseLong(args[2]));
        ProbeCost cost = new ProbeCost();
        if (args[3].equals("bare")) cost.bare(urls, warmUp, measured);
        else cost.leeward(urls, warmUp, measured);
    }

    private void leeward(List<URI> urls, Duration warmUp, Duration measured) throws InterruptedException {
        List<Probe> probes = new ArrayList<>();
        for (URI url : urls) {
            ProbeId id = new ProbeId("bench/" + probes.size());
            probes.add(new Probe(id, Check.Http.get(url), INTERVAL, TIMEOUT, INTERVAL));
        }
        try (Prober prober = ProberOfEveryKind.ofThisMachine();
                ProbeSchedule schedule = ProbeSchedule.start(
                        prober, new VantagePoint("bench"), new SteadyClock(), BURST_LIMIT, this::observed)) {
            schedule.reconfigure(new Topology(List.of(), probes));
            measure("leeward", warmUp, measured);
        }
    }

    private void bare(List<URI> urls, Duration warmUp, Duration measured) throws IOException, InterruptedException {
        try (BareNioLoop loop = new BareNioLoop(urls, INTERVAL, ok -> count(ok))) {
            loop.start();
            measure("bare-nio", warmUp, measured);
        }
    }

    private void measure(String name, Duration warmUp, Duration measured) throws InterruptedException {
        first.await();
        Instant begin = ProcessHandle.current().info().startInstant().orElseThrow();
        System.out.println(name + ": first_look_after_ms="
                + Duration.between(begin, Instant.now()).toMillis());
        Thread.sleep(warmUp);
        long othersBefore = others.sum();
        Usage before = Usage.now(healthy.sum());
        Thread.sleep(measured);
        System.out.println(name + ": healthy " + Usage.now(healthy.sum()).since(before) + " others="
                + (others.sum() - othersBefore));
    }

    private void observed(Observation observation) {
        count(observation.sighting() instanceof Sighting.Healthy);
    }

    private void count(boolean ok) {
        (ok ? healthy : others).increment();
        first.countDown();
    }
}

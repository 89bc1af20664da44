package dev.leeward.evidence;

import dev.leeward.config.VantageSettings;
import dev.leeward.probe.Observation;
import dev.leeward.probe.ProbeId;
import dev.leeward.probe.VantagePoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one peer again and again, on a virtual thread of its own, and hands on what counts. */
final class PeerFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeerFollower.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DIFFERING = 20;
    private static final Duration STOPPING = Duration.ofSeconds(2);

    private final VantageSettings settings;
    private final InstantSource clock;
    private final Supplier<Known> known;
    private final PeerListener listener;
    private final Intake intake;
    private final Thread thread;
    private volatile PeerStanding standing;
    private volatile boolean closed;
    private volatile Optional<PeerClient> asking = Optional.empty();

    PeerFollower(
            VantageSettings settings,
            InstantSource clock,
            Supplier<Known> known,
            PeerListener listener,
            Intake intake) {
        this.settings = settings;
        this.clock = clock;
        this.known = known;
        this.listener = listener;
        this.intake = intake;
        this.standing = PeerStanding.unasked(settings.name());
        this.thread = Thread.ofVirtual().name("peer-" + settings.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    VantageSettings settings() {
        return settings;
    }

    PeerStanding standing() {
        return standing;
    }

    private void run() {
        try (var client = PeerClient.of(settings)) {
            asking = Optional.of(client);
            follow(client);
        } catch (IOException e) {
            LOG.error("{} cannot be asked what it sees: {}", name(), e.getMessage());
            stand(false, standing.newest(), standing.differing(), "cannot be asked: " + e.getMessage());
        } catch (InterruptedException _) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void follow(PeerClient client) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (!closed) {
            boolean fine = took(client.ask(intake.cursor()));
            if (!standing.reachable()) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } else {
                pause = FIRST_PAUSE;
                if (!fine) Thread.sleep(FIRST_PAUSE);
            }
        }
    }

    /** Takes in what asking came to; whether it may be asked again at once. */
    private boolean took(PeerClient.Asked asked) {
        // One that was taken out of the configuration meanwhile has nothing to say any more.
        if (closed) return false;
        return switch (asked) {
            case PeerClient.Asked.Failed failed -> {
                stand(
                        false,
                        standing.newest(),
                        standing.differing(),
                        failed.problem().sentence());
                yield false;
            }
            case PeerClient.Asked.Answered(Told told, Duration roundTrip) -> {
                var arrival = Arrival.of(clock.instant(), roundTrip, told.heldMicros());
                var taken = intake.take(told, arrival, known.get());
                taken.dropped().forEach((why, count) -> listener.dropped(name(), why, count));
                taken.looks().forEach(listener::seen);
                note(told, taken, arrival);
                // One that answers at once and has nothing to say would be asked without end.
                yield !taken.looks().isEmpty() || told.heldMicros() > FIRST_PAUSE.toNanos() / 1_000;
            }
        };
    }

    private void note(Told told, Intake.Taken taken, Arrival arrival) {
        var newest = Stream.concat(
                        standing.newest().stream(), taken.looks().stream().map(Observation::startedAt))
                .max(Comparator.naturalOrder());
        if (taken.dropped().containsKey(Dropped.IMPOSTOR)) {
            stand(false, newest, List.of(), "it calls itself " + told.from() + ": is the URL another node's?");
        } else if (arrival.isTooSlow()) {
            stand(false, newest, standing.differing(), "its answers take too long to say when things were seen");
        } else {
            // An answer without looks says nothing about what is asked there.
            var differing = told.looks().isEmpty()
                    ? standing.differing()
                    : Stream.concat(still(taken), taken.differing().stream())
                            .distinct()
                            .sorted()
                            .limit(MOST_DIFFERING)
                            .toList();
            stand(
                    true,
                    newest,
                    differing,
                    differing.isEmpty()
                            ? ""
                            : "asks something else by " + differing.size()
                                    + (differing.size() == 1 ? " probe" : " probes")
                                    + ": is its configuration another one?");
        }
    }

    /** What differed before, but for what has come in order since. */
    private Stream<ProbeId> still(Intake.Taken taken) {
        var agreed = taken.looks().stream().map(Observation::probe).toList();
        return standing.differing().stream()
                .filter(probe -> !agreed.contains(probe))
                .filter(known.get().probes()::containsKey);
    }

    private void stand(boolean reachable, Optional<Instant> newest, List<ProbeId> differing, String sentence) {
        var before = standing;
        standing = new PeerStanding(name(), reachable, newest, differing, sentence);
        boolean same = before.reachable() == reachable && before.sentence().equals(sentence);
        if (same) return;
        if (reachable && sentence.isEmpty()) LOG.info("{} tells what it sees", name());
        else LOG.warn("{}: {}", name(), sentence);
    }

    private VantagePoint name() {
        return settings.name();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        asking.ifPresent(PeerClient::close);
        if (thread.getState() == Thread.State.NEW) return;
        try {
            thread.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

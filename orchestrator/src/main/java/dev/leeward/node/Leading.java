package dev.leeward.node;

import dev.leeward.control.Company;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Journal;
import dev.leeward.leadership.Leadership;
import dev.leeward.leadership.Leadership.Candidacy;
import dev.leeward.leadership.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the node to lead whenever it can, and back to waiting when it was deposed: one tenure after the other. */
final class Leading implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leading.class);
    private static final Duration CAMPAIGN = Duration.ofSeconds(1);
    /** After the lead had to be given back, so that another node can take it. */
    private static final Duration STEP_ASIDE = Duration.ofSeconds(5);

    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final Station station;
    private final Leadership leadership;
    private final UnaryOperator<Journal> around;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Tenure> tenure = Optional.empty();
    private volatile Role role;
    private volatile Optional<Problem> trouble = Optional.empty();
    private volatile boolean closing;
    private volatile String ending = "stopped";

    Leading(Station station, Leadership leadership, UnaryOperator<Journal> around) {
        this.station = station;
        this.leadership = leadership;
        this.around = around;
        this.role = new Role(false, station.clock().instant());
        this.thread = Thread.ofPlatform().name("leading").unstarted(this::run);
    }

    /** Takes what the first campaign came to; refuses where waiting would not help. */
    void begin(Candidacy first) throws RefusedException {
        switch (first) {
            case Candidacy.Elected elected -> begin(elected);
            case Candidacy.Waiting waiting ->
                LOG.info("{} stands by: {}", station.name(), waiting.standing().sentence());
            case Candidacy.Refused refused -> throw new RefusedException(refused.problem());
        }
    }

    private void begin(Candidacy.Elected elected) throws RefusedException {
        try {
            become(Optional.of(Tenure.begin(station, elected.term(), around)));
        } catch (RefusedException e) {
            if (!leadership.mayReturn() || !e.problem().retryable()) throw e;
            LOG.warn("could not begin to lead: {}", e.problem());
        }
    }

    /** Decides if this node leads, and waits for that otherwise. */
    void start() {
        tenure.ifPresent(Tenure::start);
        thread.start();
    }

    /** What there is while this node leads. */
    Optional<Tenure> tenure() {
        return tenure;
    }

    /** Who leads, as far as this node knows, or why it cannot. */
    Standing standing() {
        var standing = leadership.standing();
        return trouble.map(problem -> new Standing(
                        standing.leader(), false, "this node cannot lead: " + problem, standing.silentSince()))
                .orElse(standing);
    }

    /** What this node is to the others. */
    Company.Peer self(String version, Optional<String> place, int format) {
        var at = role;
        return new Company.Peer(station.name(), version, format, place, at.leads(), at.since());
    }

    /** Whether it leads, and since when. */
    private record Role(boolean leads, Instant since) {}

    private void become(Optional<Tenure> next) {
        tenure = next;
        role = new Role(next.isPresent(), station.clock().instant());
    }

    /** Waits until this node neither leads nor waits to, and says why. */
    String awaitEnd() throws InterruptedException {
        ended.await();
        return ending;
    }

    private void run() {
        try {
            while (!closing) {
                if (tenure.isEmpty()) elect();
                else if (!serve(tenure.get())) return;
            }
        } catch (InterruptedException _) {
            // Closing: with the flag set, nothing of what follows could wait.
            closing = true;
        } finally {
            leave();
            ended.countDown();
        }
    }

    /** Waits for the end of {@code current}; whether there may be another. */
    private boolean serve(Tenure current) throws InterruptedException {
        var end = current.awaitEnd();
        ending = end.sentence();
        boolean again = leadership.mayReturn() && !end.bug() && !closing;
        if (again) LOG.warn("{} does not lead any more and stands by: {}", station.name(), end.sentence());
        leave();
        return again;
    }

    private void leave() {
        var last = tenure;
        become(Optional.empty());
        last.ifPresent(Tenure::close);
    }

    private void elect() throws InterruptedException {
        switch (leadership.campaign(CAMPAIGN)) {
            case Candidacy.Waiting _ -> trouble = Optional.empty();
            case Candidacy.Refused refused -> stepAside(refused.problem());
            case Candidacy.Elected elected -> {
                try {
                    var next = Tenure.begin(station, elected.term(), around);
                    next.start();
                    become(Optional.of(next));
                    trouble = Optional.empty();
                } catch (RefusedException e) {
                    stepAside(e.problem());
                }
            }
        }
    }

    private void stepAside(Problem problem) throws InterruptedException {
        if (!trouble.equals(Optional.of(problem))) LOG.error("this node cannot lead: {}", problem);
        trouble = Optional.of(problem);
        Thread.sleep(STEP_ASIDE);
    }

    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            leave();
            return;
        }
        thread.interrupt();
        try {
            thread.join(STOPPING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

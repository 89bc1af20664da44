package dev.leeward.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** A crew of one, which lets chance say whose step is next, and for which a call takes a few milliseconds of no real time. */
final class VirtualTime implements Crew, InstantSource {
    private final RandomGenerator random;
    private final PriorityQueue<Happening> ahead = new PriorityQueue<>(Comparator.comparing(Happening::at));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    VirtualTime(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Lets something happen beside the work. */
    void later(Duration delay, Runnable what) {
        ahead.add(new Happening(now.plus(delay), what));
    }

    @Override
    public void carryOut(List<? extends Work> works) {
        var ready = new ArrayList<Waiting>();
        for (Work work : works) ready.add(new Waiting(work, now));
        while (!ready.isEmpty()) {
            List<Waiting> awake =
                    ready.stream().filter(one -> !one.until.isAfter(now)).toList();
            if (awake.isEmpty()) {
                pass(Duration.between(
                        now,
                        ready.stream()
                                .map(Waiting::until)
                                .min(Comparator.naturalOrder())
                                .orElseThrow()));
                continue;
            }
            Waiting next = awake.get(random.nextInt(awake.size()));
            ready.remove(next);
            Work.Step step = next.work.step();
            pass(Duration.ofMillis(1 + random.nextInt(5)));
            switch (step) {
                case Work.Step.On _ -> ready.add(new Waiting(next.work, now));
                case Work.Step.Rest(Duration length) -> ready.add(new Waiting(next.work, now.plus(length)));
                case Work.Step.Over _ -> {}
            }
        }
    }

    private void pass(Duration length) {
        Instant end = now.plus(length);
        while (!ahead.isEmpty() && !ahead.peek().at().isAfter(end)) {
            Happening next = ahead.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    private record Waiting(Work work, Instant until) {}

    private record Happening(Instant at, Runnable what) {}
}

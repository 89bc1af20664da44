package dev.leeward.agent.health;

import dev.leeward.agent.settings.Application;
import dev.leeward.config.host.HostCheck;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Proves by the host's own checks that the application works. */
public final class Proofs implements Application {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Rounds rounds;
    private final List<HostCheck> checks;
    private final BooleanSupplier fenced;

    /**
     * By {@code checks}, of which {@code rounds} makes the looks.
     *
     * @param fenced whether a fence has come: then the application answers no, and nobody waits for a yes
     */
    public Proofs(Rounds rounds, List<HostCheck> checks, BooleanSupplier fenced) {
        this.rounds = rounds;
        this.checks = List.copyOf(checks);
        this.fenced = fenced;
    }

    @Override
    public Proof prove(List<String> named, Duration within) throws InterruptedException {
        var ids = named.isEmpty()
                ? checks.stream()
                        .filter(HostCheck::isOfTheApplication)
                        .map(HostCheck::id)
                        .toList()
                : named;
        if (ids.isEmpty()) return new Proof(true, "no check looks at the application");
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            var left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            var states = rounds.afresh(ids, left);
            if (fenced.getAsBoolean()) return new Proof(true, "a fence came, so the application was not asked further");
            if (states.stream().allMatch(CheckState::well)) return new Proof(true, sentence(states));
            if (end - System.nanoTime() <= PAUSE.toNanos()) {
                var bad = states.stream().filter(state -> !state.well()).toList();
                return new Proof(false, "not well within " + within.toSeconds() + " s: " + sentence(bad));
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String sentence(List<CheckState> states) {
        return states.stream().map(CheckState::sentence).collect(Collectors.joining("; "));
    }
}

package dev.leeward.agent.health;

import dev.leeward.agent.state.HostState.Fence;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether this host shall get traffic: not while it is fenced, and only on looks that are fresh and well. */
public final class HostHealth {
    private final Supplier<List<CheckState>> checks;
    private final Supplier<Optional<Fence>> fence;

    /** Of a host that these tell of. */
    public HostHealth(Supplier<List<CheckState>> checks, Supplier<Optional<Fence>> fence) {
        this.checks = checks;
        this.fence = fence;
    }

    /**
     * The verdict.
     *
     * @param serves whether load balancers are told yes
     * @param word ok, failing or fenced
     */
    public record Verdict(boolean serves, String word, String sentence, List<CheckState> checks) {
        public Verdict {
            checks = List.copyOf(checks);
        }
    }

    /** As it is now. */
    public Verdict now() {
        return fence.get()
                .map(held -> new Verdict(false, "fenced", "fenced: " + held.reason(), checks.get()))
                .orElseGet(this::apartFromFence);
    }

    /**
     * As it would be without a fence: what an orchestrator asks, who raised the fence, takes it down before traffic comes back,
     * and has to know before that whether it could.
     */
    public Verdict apartFromFence() {
        var states = checks.get();
        var bad = states.stream().filter(state -> !state.well()).toList();
        if (bad.isEmpty()) return new Verdict(true, "ok", "all " + states.size() + " checks are well", states);
        var why = bad.stream().map(CheckState::sentence).collect(Collectors.joining("; "));
        return new Verdict(false, "failing", why, states);
    }
}

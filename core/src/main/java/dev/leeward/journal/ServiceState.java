package dev.leeward.journal;

import dev.leeward.decision.Alarm;
import dev.leeward.decision.Proposal;
import dev.leeward.health.Verdict;
import dev.leeward.measure.StandingFence;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the journal says about one service.
 *
 * @param active the region that carries its traffic, once that is known
 * @param epoch of the latest run
 * @param run the run under way
 * @param past runs that ended, oldest first, the {@value #PAST_RUNS} of them at most
 * @param verdicts the last journaled verdict of each region
 * @param alarms open ones by key
 * @param drift targets that answer what they were not told to, with what was seen
 * @param broughtIn the newest records of what was done offline that the journal took in
 * @param fences that stand around regions, or may stand
 */
public record ServiceState(
        ServiceName service,
        Optional<RegionName> active,
        Epoch epoch,
        Optional<RunbookRun> run,
        List<RunbookRun> past,
        Optional<Pause> pause,
        Optional<Asked> asked,
        Optional<Proposal> shadow,
        Map<RegionName, Verdict> verdicts,
        Map<String, Alarm> alarms,
        Map<TargetId, String> drift,
        List<String> broughtIn,
        List<StandingFence> fences) {
    /** How many records are remembered. */
    public static final int BROUGHT_IN = 20;

    /** How many ended runs are remembered. */
    public static final int PAST_RUNS = 50;

    public ServiceState {
        past = List.copyOf(past);
        broughtIn = List.copyOf(broughtIn);
        fences = List.copyOf(fences);
        verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
        alarms = Collections.unmodifiableMap(new TreeMap<>(alarms));
        drift = Collections.unmodifiableMap(new TreeMap<>(drift));
    }

    /** A service that the journal does not know yet. */
    public static ServiceState unknown(ServiceName service) {
        return new ServiceState(
                service,
                Optional.empty(),
                Epoch.NONE,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    /** Whether the region that carries traffic may be fenced. */
    public boolean fencedOff() {
        return active.filter(at -> fences.stream().anyMatch(f -> f.region().equals(at)))
                .isPresent();
    }

    /** A pause: who, until when, why. */
    public record Pause(String by, Instant until, String why) {}

    /** A proposal that waits for a person. */
    public record Asked(Proposal proposal, Instant since) {}
}

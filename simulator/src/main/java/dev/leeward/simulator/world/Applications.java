package dev.leeward.simulator.world;

import dev.leeward.probe.Check;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.simulator.trace.Condition;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The application in every region, and what a request meets there. */
public final class Applications {
    private static final Sighting HEALTHY =
            new Sighting.Healthy(PhaseTimings.ofTotal(Duration.ofMillis(20)), List.of());
    private static final Sighting INCONCLUSIVE =
            new Sighting.Inconclusive("no socket left", PhaseTimings.ofTotal(Duration.ZERO));
    private static final Map<FailureKind, Sighting> FAILING = new EnumMap<>(FailureKind.class);

    static {
        for (var kind : FailureKind.values()) {
            FAILING.put(kind, new Sighting.Failing(kind, words(kind), PhaseTimings.ofTotal(Duration.ofMillis(20))));
        }
    }

    private static String words(FailureKind kind) {
        return switch (kind) {
            case REFUSED -> "connection refused";
            case TIMED_OUT -> "no answer in time";
            case BAD_STATUS -> "status 503";
            case BAD_BODY -> "an answer that is not the expected one";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private final Map<RegionName, Condition> conditions = new HashMap<>();
    private final Chance chance;
    private boolean discerning;

    Applications(Chance chance) {
        this.chance = chance;
    }

    /** How {@code region} is. */
    public Condition condition(RegionName region) {
        return conditions.getOrDefault(region, Condition.WELL);
    }

    void set(RegionName region, Condition condition) {
        conditions.put(region, condition);
    }

    /** What a request to {@code region} meets right now. */
    public Sighting meet(RegionName region) {
        var condition = condition(region);
        return switch (condition) {
            case WELL -> HEALTHY;
            case HALF -> chance.oneIn(3) ? failing(FailureKind.BAD_STATUS) : HEALTHY;
            case SLOW -> chance.oneIn(2) ? failing(FailureKind.TIMED_OUT) : HEALTHY;
            case DEAD, HUNG, ERROR, WRONG ->
                condition.failure().map(Applications::failing).orElse(HEALTHY);
        };
    }

    /** From now on a look sees no more than its kind can: to accept a connection is no proof of a right answer. */
    public void discern() {
        discerning = true;
    }

    /** What a look by {@code check} at {@code region} meets right now. */
    public Sighting meet(RegionName region, Check check) {
        return discerning && !Eyesight.sees(check, condition(region)) ? HEALTHY : meet(region);
    }

    /** Everything as expected. */
    public static Sighting healthy() {
        return HEALTHY;
    }

    /** A look that could not be made. */
    public static Sighting inconclusive() {
        return INCONCLUSIVE;
    }

    /** A failure of {@code kind}. */
    public static Sighting failing(FailureKind kind) {
        return FAILING.getOrDefault(kind, HEALTHY);
    }
}

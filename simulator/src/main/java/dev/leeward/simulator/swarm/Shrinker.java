package dev.leeward.simulator.swarm;

import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a setting that breaks an invariant as small as it gets: ends it right after the breach and deletes strikes, in
 * ever smaller parts, as long as the same invariant still breaks (delta debugging, Zeller and Hildebrandt, TSE 2002).
 */
public final class Shrinker {
    private static final int MOST_PLAYS = 500;

    private final String invariant;
    private int plays;

    private Shrinker(String invariant) {
        this.invariant = invariant;
    }

    /** The smallest setting found in which the invariant of {@code breach} still breaks. */
    public static Setting shrink(Setting setting, Breach breach) {
        return new Shrinker(breach.invariant()).shrink(setting);
    }

    private Setting shrink(Setting setting) {
        var smallest = shorter(setting);
        for (int part = Math.max(1, smallest.strikes().size() / 2); part >= 1; part /= 2) {
            smallest = without(smallest, part);
        }
        return shorter(smallest);
    }

    private Setting without(Setting setting, int part) {
        var smallest = setting;
        for (int from = 0; from < smallest.strikes().size(); ) {
            var fewer = new ArrayList<>(smallest.strikes());
            fewer.subList(from, Math.min(fewer.size(), from + part)).clear();
            var candidate = with(smallest, fewer, smallest.length());
            if (breach(candidate).isPresent()) smallest = candidate;
            else from += part;
        }
        return smallest;
    }

    /** Where nothing has to come right afterwards, what happens after the breach says nothing. */
    private Setting shorter(Setting setting) {
        var found = breach(setting);
        if (found.isEmpty() || !setting.calm().isZero()) return setting;
        var end = Duration.between(Timeline.BEGIN, found.get().at()).plusSeconds(1);
        var before = setting.strikes().stream()
                .filter(strike -> strike.at().compareTo(end) < 0)
                .toList();
        var candidate = with(setting, before, end);
        return breach(candidate).isPresent() ? candidate : setting;
    }

    private Optional<Breach> breach(Setting setting) {
        if (++plays > MOST_PLAYS) return Optional.empty();
        return Swarm.play(setting).stream()
                .filter(b -> b.invariant().equals(invariant))
                .findFirst();
    }

    private static Setting with(Setting s, List<Strike> strikes, Duration length) {
        return new Setting(s.topology(), s.crew(), strikes, s.seed(), length, s.calm(), s.leaps());
    }
}

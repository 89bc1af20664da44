package dev.leeward.simulator.swarm;

import dev.leeward.simulator.Simulation;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.fault.Strike;
import dev.leeward.simulator.node.Crew;
import dev.leeward.simulator.world.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes a setting of a seed, and plays it under every checker. */
public final class Swarm {
    private static final Duration CALM = Duration.ofMinutes(100);

    private Swarm() {}

    /** The setting of {@code seed}: the same for ever in one version of this class. */
    public static Setting setting(long seed, Mode mode) {
        var chance = new Chance(seed);
        var length = Duration.ofMinutes(chance.between(10, 120));
        var crew = crew(chance.split());
        var topology = Services.any(crew, chance.split());
        var strikes = Mischief.any(topology, crew, length, chance.split());
        var calm = mode == Mode.LIVENESS ? CALM : Duration.ZERO;
        boolean leaps = !chance.oneIn(5);
        var plain = new Setting(topology, crew, strikes, seed, length, calm, leaps);
        return Doings.of(seed).map(doings -> with(doings, plain)).orElse(plain);
    }

    private static Setting with(Doings doings, Setting s) {
        var strikes = new ArrayList<>(s.strikes());
        // A lone outage stays alone: what then has to follow can be told exactly.
        if (strikes.size() != 1) strikes.addAll(doings.strikes(s.length()));
        strikes.sort(Comparator.comparing(Strike::at));
        return new Setting(doings.given(s.topology()), s.crew(), strikes, s.seed(), s.length(), s.calm(), s.leaps());
    }

    /** Mostly one node alone, which is what most people run. */
    private static Crew crew(Chance chance) {
        int nodes = chance.oneIn(5) ? chance.between(2, 4) : 1;
        int observers = chance.oneIn(4) ? chance.between(1, 3) : 0;
        return new Crew(nodes, observers);
    }

    /** What went wrong with {@code seed}; a bug that the code under test met is a breach, too. */
    public static List<Breach> play(long seed, Mode mode) {
        return play(setting(seed, mode));
    }

    /** What went wrong in {@code setting}. */
    public static List<Breach> play(Setting setting) {
        var judges = new Judges();
        try {
            Simulation.play(setting, judges::see);
        } catch (RuntimeException bug) {
            judges.bug(bug);
        }
        judges.end(!setting.calm().isZero());
        return judges.breaches();
    }
}

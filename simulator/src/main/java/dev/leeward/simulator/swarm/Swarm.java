package dev.leeward.simulator.swarm;

import dev.leeward.simulator.Simulation;
import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.world.Chance;
import java.time.Duration;
import java.util.List;

/** Makes a setting of a seed, and plays it under every checker. */
public final class Swarm {
    private static final Duration CALM = Duration.ofMinutes(100);

    private Swarm() {}

    /** The setting of {@code seed}: the same for ever in one version of this class. */
    public static Setting setting(long seed, Mode mode) {
        var chance = new Chance(seed);
        var length = Duration.ofMinutes(chance.between(10, 120));
        var topology = Services.any(chance.split());
        var strikes = Mischief.any(topology, length, chance.split());
        var calm = mode == Mode.LIVENESS ? CALM : Duration.ZERO;
        boolean leaps = !chance.oneIn(5);
        return new Setting(topology, strikes, seed, length, calm, leaps);
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

package dev.leeward.simulator.play;

import dev.leeward.simulator.Simulation.Setting;
import dev.leeward.simulator.check.Breach;
import dev.leeward.simulator.swarm.Swarm;
import java.util.List;
import java.util.stream.Stream;

/** Every play, by its name. */
public final class Plays {
    private Plays() {}

    static List<Play> all() {
        return Stream.of(
                        MovePlays.all(),
                        MeasurePlays.all(),
                        OrderPlays.all(),
                        DecisionPlays.all(),
                        SightPlays.all(),
                        CallPlays.all(),
                        LoopPlays.all())
                .flatMap(List::stream)
                .toList();
    }

    /** What each of them is made of. */
    public static List<Setting> settings() {
        return all().stream().map(Play::setting).toList();
    }

    /** What they are called. */
    public static List<String> names() {
        return all().stream().map(Play::name).toList();
    }

    /** What went wrong in the play of that name. */
    public static List<Breach> play(String name) {
        return all().stream()
                .filter(play -> play.name().equals(name))
                .findFirst()
                .map(play -> Swarm.play(play.setting()))
                .orElseThrow(() -> new IllegalArgumentException("there is no play \"" + name + "\""));
    }
}

package dev.leeward.simulator.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The simulator inside one mutant: plays seeds and staged plays there and says which invariants did not hold. */
final class Game implements AutoCloseable {
    private static final String SWARM = "dev.leeward.simulator.swarm.";
    private static final String PLAYS = "dev.leeward.simulator.play.Plays";

    private final Mutant mutant;
    private final Method seeds;
    private final Method plays;
    private final Map<String, Object> modes = new TreeMap<>();

    /** The simulator inside {@code program}, which closes with it. */
    Game(Mutant program) {
        mutant = program;
        try {
            var mode = mutant.loadClass(SWARM + "Mode");
            for (var constant : given(mode.getEnumConstants())) modes.put(constant.toString(), constant);
            seeds = mutant.loadClass(SWARM + "Swarm").getMethod("play", long.class, mode);
            plays = mutant.loadClass(PLAYS).getMethod("play", String.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator is not where it used to be", e);
        }
    }

    /** What {@code turn} breaks: a sentence for each invariant that did not hold. */
    Map<String, String> play(Turn turn) {
        try {
            var breaches = (List<?>) given(breaches(turn));
            var broken = new TreeMap<String, String>();
            for (var breach : breaches) broken.putIfAbsent(told(breach, "invariant"), told(breach, "sentence"));
            return broken;
        } catch (InvocationTargetException e) {
            var thrown = given(e.getCause());
            // What the JVM cannot link says nothing about the guard.
            if (thrown instanceof LinkageError broken) throw broken;
            return new TreeMap<>(Map.of("BUG", thrown.toString()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the simulator is not as it used to be", e);
        }
    }

    private @Nullable Object breaches(Turn turn) throws ReflectiveOperationException {
        return switch (turn) {
            case Turn.Seed seed -> seeds.invoke(null, seed.number(), modes.get(seed.mode()));
            case Turn.Staged staged -> plays.invoke(null, staged.name());
        };
    }

    /** Which guards bite in {@code turn}; of a program that watches them. */
    BitSet bites(Turn turn) {
        play(turn);
        try {
            var taken =
                    mutant.loadClass(Bites.class.getName()).getMethod("take").invoke(null);
            return (BitSet) given(taken);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("nobody noted what bites", e);
        }
    }

    private static String told(Object breach, String part) throws ReflectiveOperationException {
        return given(breach.getClass().getMethod(part).invoke(breach)).toString();
    }

    private static <T> T given(@Nullable T answer) {
        if (answer == null) throw new IllegalStateException("the simulator gave no answer");
        return answer;
    }

    @Override
    public void close() {
        try {
            mutant.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a class loader", e);
        }
    }
}

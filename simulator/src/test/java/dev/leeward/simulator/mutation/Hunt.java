package dev.leeward.simulator.mutation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Looks for a turn that shows that a guard is gone: one that breaks what the whole program keeps. */
final class Hunt implements AutoCloseable {
    private final Game whole = new Game(new Mutant(List.of()));

    /**
     * The first of {@code turns} that shows it within {@code limit}: by an invariant that the guard serves, or where none of
     * them does by another one.
     */
    Optional<Catch> hunt(Guard guard, List<? extends Turn> turns, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        var other = Optional.<Catch>empty();
        try (var without = new Game(new Mutant(guard.cuts()))) {
            for (int i = 0; i < turns.size() && System.nanoTime() < end; i++) {
                var caught = caught(guard, without, turns.get(i), i + 1);
                if (caught.filter(c -> guard.serves().contains(c.invariant())).isPresent()) return caught;
                other = other.or(() -> caught);
            }
        }
        return other;
    }

    /** What {@code proof} shows of {@code guard}'s absence; that it holds with it is for whoever keeps it to test. */
    Optional<Catch> shows(Guard guard, Ledger.Proof proof) {
        try (var without = new Game(new Mutant(guard.cuts()))) {
            var sentence = Optional.ofNullable(without.play(proof.turn()).get(proof.invariant()));
            return sentence.map(s -> new Catch(proof.turn(), proof.invariant(), s, 1));
        }
    }

    private Optional<Catch> caught(Guard guard, Game without, Turn turn, int tried) {
        var broken = without.play(turn);
        if (broken.isEmpty()) return Optional.empty();
        broken.keySet().removeAll(whole.play(turn).keySet());
        return Stream.concat(guard.serves().stream(), broken.keySet().stream())
                .filter(broken::containsKey)
                .findFirst()
                .map(invariant -> new Catch(turn, invariant, broken.getOrDefault(invariant, ""), tried));
    }

    /** {@code count} turns from seed {@code first} on. */
    static List<Turn.Seed> turns(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(Turn::of).toList();
    }

    @Override
    public void close() {
        whole.close();
    }
}

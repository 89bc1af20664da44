package dev.leeward.simulator.forecast;

import dev.leeward.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** What a scenario came to over many seeds. */
public final class Outlook {
    private static final Comparator<Findings> WORST = Comparator.comparing(Findings::asPromised)
            .reversed()
            .thenComparing(Findings::lost)
            .thenComparing(f -> f.verified().orElse(Duration.ZERO))
            .thenComparing(Comparator.comparingLong(Findings::seed).reversed());

    private final Scenario scenario;
    private final List<Findings> all;
    private final Map<Figure, Spread> figures = new EnumMap<>(Figure.class);

    /** {@code all} has one entry per seed, at least one. */
    Outlook(Scenario scenario, List<Findings> all) {
        this.scenario = scenario;
        this.all = List.copyOf(all);
        for (var figure : Figure.values()) {
            var values = this.all.stream().flatMap(f -> figure.of(f).stream()).toList();
            Spread.of(values).ifPresent(spread -> figures.put(figure, spread));
        }
    }

    public Scenario scenario() {
        return scenario;
    }

    /** How many seeds were played. */
    public int seeds() {
        return all.size();
    }

    /** How {@code figure} spreads; empty where no seed has it. */
    public Optional<Spread> spread(Figure figure) {
        return Optional.ofNullable(figures.get(figure));
    }

    /** How many seeds went as promised. */
    public int asPromised() {
        return (int) all.stream().filter(Findings::asPromised).count();
    }

    /** How many seeds saw a failover. */
    public int moved() {
        return (int) all.stream().filter(f -> f.moves() > 0).count();
    }

    /** The sum of {@code count} over all seeds. */
    public int total(ToIntFunction<Findings> count) {
        return all.stream().mapToInt(count).sum();
    }

    /** The seed that went worst: not as promised rather than lossy, lossy rather than slow. */
    public Findings worst() {
        return all.stream().max(WORST).orElseThrow();
    }

    /** Why traffic stayed in a region that was down, as told; what most seeds were told. */
    public Optional<String> held() {
        return mostSaid(all.stream().flatMap(f -> f.held().stream()));
    }

    /** What was not as promised; what most seeds show. */
    public Optional<String> broken() {
        return mostSaid(all.stream().flatMap(f -> f.broken().stream()));
    }

    private static Optional<String> mostSaid(Stream<String> sentences) {
        var counts = new TreeMap<String, Integer>();
        sentences.forEach(sentence -> counts.merge(sentence, 1, Integer::sum));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}

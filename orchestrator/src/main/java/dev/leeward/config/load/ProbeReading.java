package dev.leeward.config.load;

import dev.leeward.config.load.Draft.ProbeDraft;
import dev.leeward.health.HealthPolicy;
import dev.leeward.probe.Check;
import dev.leeward.probe.ProbeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a list of probes: their kinds, names and timers. */
final class ProbeReading {
    static final Duration LEAST_INTERVAL = Duration.ofMillis(100);
    static final Duration MOST_INTERVAL = Duration.ofHours(1);
    static final Duration LEAST_TIMEOUT = Duration.ofMillis(50);
    static final Duration MOST_TIMEOUT = Duration.ofMinutes(5);
    static final Duration LEAST_BURST = Duration.ofMillis(50);

    /** Several requests take longer than one; evidence stays fresh for 20 s unless something else is said. */
    private static final Pace UNHURRIED =
            new Pace(Duration.ofSeconds(10), Duration.ofSeconds(8), Duration.ofSeconds(5));

    private static final int MAX_PROBES = 32;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private record Pace(Duration interval, Duration timeout, Duration burst) {}

    private final String prefix;
    private final HealthPolicy timers;
    private final StoreLooks stores;
    private final RegionLooks region;
    private final Map<String, Integer> ofKind = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private ProbeReading(String prefix, HealthPolicy timers, StoreLooks stores, RegionLooks region) {
        this.prefix = prefix;
        this.timers = timers;
        this.stores = stores;
        this.region = region;
    }

    /**
     * Reads the probes in {@code cell}.
     *
     * @param prefix of their names, {@code shop/us-east}
     * @param timers used where a probe has none of its own
     * @param stores reads probes of stores
     * @param region what they may refer to
     */
    static List<ProbeDraft> read(Cell cell, String prefix, HealthPolicy timers, StoreLooks stores, RegionLooks region) {
        var reading = new ProbeReading(prefix, timers, stores, region);
        Optional<List<Cell>> items = cell.items("probes");
        if (items.isEmpty()) return List.of();
        if (items.get().isEmpty()) {
            cell.wrong("the list of probes is empty", "a region that nobody looks at cannot be judged");
        }
        if (items.get().size() > MAX_PROBES) cell.wrong("more than " + MAX_PROBES + " probes in one list");
        List<ProbeDraft> probes = new ArrayList<>();
        items.get().stream()
                .limit(MAX_PROBES)
                .forEach(item -> reading.probe(item).ifPresent(probes::add));
        return probes;
    }

    private Optional<ProbeDraft> probe(Cell item) {
        Optional<Kind> kind = Kind.of(item, ProbeKinds.KINDS, Set.of(), "a probe such as `http: {url: ...}`");
        if (kind.isEmpty()) return Optional.empty();
        String word = kind.get().word();
        Pace usual = word.equals("flow") || word.equals("nodebalancer")
                ? UNHURRIED
                : new Pace(timers.interval(), timers.timeout(), timers.burst());
        int number = ofKind.merge(word, 1, Integer::sum);
        Cell content = kind.get().content();
        if (ProbeKinds.isShort(word, content)) {
            String name = name(Optional.empty(), word + "-" + number, content);
            return ProbeKinds.shortForm(word, content, stores, region)
                    .map(check -> draft(item, name, check, usual.interval(), usual.timeout(), usual.burst()));
        }
        Optional<Section> opened = content.section("the settings of a " + word + " probe");
        if (opened.isEmpty()) return Optional.empty();
        Section section = opened.get();
        Optional<Check> check = ProbeKinds.check(word, content, section, stores, region);
        String name = name(section.cell("id"), word + "-" + number, content);
        Duration interval = section.value("interval", usual.interval(), Values.duration(LEAST_INTERVAL, MOST_INTERVAL));
        Duration timeout = section.value(
                "timeout",
                section.has("interval") ? PolicyReading.timeoutWithin(interval, usual.timeout()) : usual.timeout(),
                Values.duration(LEAST_TIMEOUT, MOST_TIMEOUT));
        Duration burst = section.value(
                "burst",
                section.has("interval") ? PolicyReading.shorter(interval, usual.burst()) : usual.burst(),
                Values.duration(LEAST_BURST, MOST_INTERVAL));
        section.end();
        return check.map(c -> draft(content, name, c, interval, timeout, burst));
    }

    private ProbeDraft draft(Cell at, String name, Check check, Duration interval, Duration timeout, Duration burst) {
        return new ProbeDraft(at.place().path(), new ProbeId(prefix + "/" + name), check, interval, timeout, burst);
    }

    /** Names appear in the journal and in metrics: the same probe should keep its name when others come and go. */
    private String name(Optional<Cell> given, String otherwise, Cell content) {
        String name = given.flatMap(cell -> Values.words(cell)
                        .flatMap(text -> NAME.matcher(text).matches()
                                ? Optional.of(text)
                                : cell.wrong("a probe's id has lower-case letters, digits and hyphens only")))
                .orElse(otherwise);
        if (!names.add(name)) {
            given.orElse(content).wrong("another probe of this list is called \"" + name + "\" already");
        }
        return name;
    }
}

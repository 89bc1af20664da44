package dev.leeward.config.load;

import dev.leeward.config.source.DidYouMean;
import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.scenario.Illness;
import dev.leeward.simulator.scenario.Scenario;
import dev.leeward.simulator.world.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what happens in an event. */
final class ActReading {
    private static final List<String> ROLES = List.of("active", "standby", "home");
    private static final List<String> PLACES = List.of("regions", "references", "providers", "everything");
    private static final List<String> MOMENTARY = List.of("edit", "person");
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofHours(1);

    /** Reads the value of one kind of event. */
    private interface Kind {
        Optional<Act> read(Cell cell);
    }

    private final ScenarioCheck.Names names;
    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    ActReading(ScenarioCheck.Names names) {
        this.names = names;
        kinds.put("region", cell -> opened(cell, this::regionFails));
        kinds.put("flapping", cell -> opened(cell, this::flapping));
        kinds.put("way", cell -> opened(cell, this::way));
        kinds.put("provider", cell -> opened(cell, this::provider));
        kinds.put("servers", cell -> opened(cell, this::servers));
        kinds.put("edit", cell -> opened(cell, this::edit));
        kinds.put("person", cell -> opened(cell, this::person));
        kinds.put("node", ActReading::node);
        kinds.put("journal", ActReading::journal);
        kinds.put("notices", ActReading::notices);
    }

    /** The one act of the event in {@code section}. */
    Optional<Act> read(Cell item, Section section, Optional<Duration> lasts) {
        var given = new LinkedHashMap<String, Cell>();
        kinds.keySet().forEach(kind -> section.cell(kind).ifPresent(cell -> given.put(kind, cell)));
        if (given.isEmpty()) {
            return item.wrong("it does not say what happens", "add one of " + String.join(", ", kinds.keySet()));
        }
        Optional<Act> act = Optional.empty();
        for (var each : given.entrySet()) {
            var kind = each.getKey();
            act = Optional.ofNullable(kinds.get(kind)).flatMap(known -> known.read(each.getValue()));
            if (MOMENTARY.contains(kind) && lasts.isPresent()) {
                section.cell("for")
                        .ifPresent(cell -> cell.wrong("\"" + kind + "\" happens in a moment", "leave it out"));
            }
        }
        if (given.size() > 1) {
            var second = List.copyOf(given.entrySet()).get(1);
            return second.getValue()
                    .wrong(
                            "an event is about one thing, this one about \""
                                    + given.keySet().iterator().next() + "\" already",
                            "begin a new item with \"- \"");
        }
        return act;
    }

    /** Reads all keys before the act is put together, so that every mistake shows at once. */
    private static Optional<Act> opened(Cell cell, Function<Section, Supplier<Act>> read) {
        return cell.section("keys with values").flatMap(section -> {
            var act = read.apply(section);
            section.end();
            return section.sound() ? Optional.of(act.get()) : Optional.empty();
        });
    }

    private Supplier<Act> regionFails(Section section) {
        var region = section.value("name", "active", this::region);
        var how = section.value("fails", Illness.DOWN, Values.choice(words(Illness.values())));
        return () -> new Act.RegionFails(region, how);
    }

    private Supplier<Act> flapping(Section section) {
        var region = section.value("name", "active", this::region);
        var how = section.value("fails", Illness.DOWN, Values.choice(words(Illness.values())));
        var phase = Values.duration(Duration.ofMillis(100), Scenario.LONGEST);
        var down = section.value("down", Duration.ofSeconds(20), phase);
        var up = section.value("up", Duration.ofSeconds(40), phase);
        return () -> new Act.RegionFlaps(region, how, down, up);
    }

    private Supplier<Act> way(Section section) {
        var to = section.required("to", "", "to: active", this::place);
        var loss = section.optional("loss", Values::share);
        var delay = section.value("delay", Duration.ZERO, Values.duration(LEAST, Duration.ofMinutes(1)));
        var direction = section.value("direction", "both", Values.choice(same("both", "there", "back")));
        double share = loss.orElse(delay.isZero() ? 1.0 : 0.0);
        double there = direction.equals("back") ? 0 : share;
        double back = direction.equals("there") ? 0 : share;
        return () -> new Act.WayBreaks(to, there, back, delay);
    }

    private Supplier<Act> provider(Section section) {
        var target = section.value("target", "all", this::target);
        var trouble = section.value("trouble", Trouble.UNAVAILABLE, Values.choice(words(Trouble.values())));
        double share = section.value("share", 1.0, Values::share);
        return () -> new Act.ProviderFails(target, trouble, share);
    }

    private Supplier<Act> servers(Section section) {
        var target = section.value("target", "all", this::target);
        var lag = section.required("lag", Duration.ZERO, "lag: 2m", Values.duration(LEAST, MOST));
        return () -> new Act.ServersLag(target, lag);
    }

    private Supplier<Act> edit(Section section) {
        var target = section.value("target", "all", this::target);
        var to = section.required("to", "nobody", "to: nobody", this::regionOrNobody);
        return () -> new Act.Edited(target, to.equals("nobody") ? Optional.empty() : Optional.of(to));
    }

    private Supplier<Act> person(Section section) {
        var order = section.required(
                "orders",
                "",
                "orders: approve",
                Values.choice(same("approve", "pause", "resume", "failover", "switchover", "failback")));
        var length = section.value(
                "length", Duration.ofHours(1), Values.duration(Duration.ofSeconds(1), Duration.ofDays(7)));
        var to = section.optional("to", this::region);
        return () -> switch (order) {
            case "approve" -> new Act.Approves();
            case "pause" -> new Act.Pauses(length);
            case "resume" -> new Act.Resumes();
            default -> new Act.Moves(Act.Moves.Kind.valueOf(order.toUpperCase(Locale.ROOT)), to);
        };
    }

    private static Optional<Act> node(Cell cell) {
        Map<String, Act> words = new LinkedHashMap<>();
        words.put("dies", new Act.NodeDies());
        words.put("freezes", new Act.NodeFreezes(false));
        words.put("is-replaced", new Act.NodeFreezes(true));
        return Values.choice(words).parse(cell);
    }

    private static Optional<Act> journal(Cell cell) {
        if (cell.scalar().filter(s -> s.text().equals("fails")).isPresent()) return Optional.of(new Act.JournalFails());
        return cell.section("\"fails\", or {delay: 2s}").flatMap(section -> {
            var delay = section.required("delay", Duration.ZERO, "delay: 2s", Values.duration(LEAST, MOST));
            section.end();
            return section.sound() ? Optional.of(new Act.JournalSlow(delay)) : Optional.empty();
        });
    }

    private static Optional<Act> notices(Cell cell) {
        return Values.choice(Map.<String, Act>of("fail", new Act.NoticesLost())).parse(cell);
    }

    private Optional<String> region(Cell cell) {
        return known(cell, ROLES, names.regions(), "region");
    }

    private Optional<String> regionOrNobody(Cell cell) {
        return cell.scalar().filter(s -> s.text().equals("nobody")).isPresent() ? Optional.of("nobody") : region(cell);
    }

    private Optional<String> place(Cell cell) {
        var roles = new ArrayList<>(ROLES);
        roles.addAll(PLACES);
        var all = new LinkedHashSet<>(names.regions());
        all.addAll(names.targets());
        return known(cell, roles, all, "place");
    }

    private Optional<String> target(Cell cell) {
        return known(cell, List.of("all"), names.targets(), "target");
    }

    private static Optional<String> known(Cell cell, List<String> roles, Set<String> own, String what) {
        return Values.words(cell).flatMap(text -> {
            var all = new LinkedHashSet<>(roles);
            all.addAll(new TreeSet<>(own));
            if (all.contains(text)) return Optional.of(text);
            return cell.wrong(
                    Cell.quoted(text) + " is no " + what + " here",
                    DidYouMean.closest(text, all)
                            .map(close -> "did you mean \"" + close + "\"?")
                            .orElse("there are " + String.join(", ", all)));
        });
    }

    private static Map<String, String> same(String... words) {
        Map<String, String> all = new LinkedHashMap<>();
        for (var word : words) all.put(word, word);
        return all;
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) words.put(Words.of(value), value);
        return words;
    }
}

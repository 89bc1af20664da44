package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.load.Draft.RunBookDraft;
import dev.leeward.config.source.Node;
import dev.leeward.measure.Measure;
import dev.leeward.measure.Measure.Occasion;
import dev.leeward.measure.Measure.OnFailure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.Measures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a move does besides steering, in its order. */
final class RunBookReading {
    static final List<String> KINDS = List.of("fence", "catch-up", "settings", "proof", "command");
    private static final Set<String> LATER = Set.of("flow");
    private static final String STEER = "steer";
    private static final String EXAMPLE = "a step such as `fence: tables`, or steer";
    private static final int MOST = 16;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Map<String, Occasion> OCCASIONS = occasions();
    private static final Map<String, OnFailure> CONSEQUENCES = consequences();

    private final List<Measure> before = new ArrayList<>();
    private final List<Measure> after = new ArrayList<>();
    private final List<MeasureSettings> settings = new ArrayList<>();
    private final Set<MeasureId> names = new HashSet<>();
    private boolean steered;

    private RunBookReading() {}

    static RunBookDraft read(Cell cell) {
        var reading = new RunBookReading();
        var items = cell.items("the steps of a move, steer among them").orElse(List.of());
        items.forEach(reading::item);
        if (items.size() > MOST + 1) cell.wrong("more than " + MOST + " steps besides steer");
        if (!reading.after.isEmpty() || reading.steered || items.isEmpty()) return reading.draft(cell);
        cell.wrong("it does not say when traffic is steered", "add `- steer`");
        return reading.draft(cell);
    }

    private RunBookDraft draft(Cell cell) {
        return new RunBookDraft(cell.place().path(), new Measures(before, after), settings);
    }

    private void item(Cell item) {
        if (item.node() instanceof Node.Scalar scalar && scalar.text().equals(STEER)) {
            if (steered) item.wrong("traffic is steered once", "leave one of the two out");
            steered = true;
            return;
        }
        Kind.of(item, KINDS, LATER, EXAMPLE).ifPresent(kind -> measure(item, kind));
    }

    private void measure(Cell item, Kind kind) {
        var of = kind(kind.word());
        boolean keepsWritesOut = of == Measure.Kind.FENCE || of == Measure.Kind.CATCH_UP;
        if (steered && keepsWritesOut) {
            item.wrong("\"" + kind.word() + "\" comes too late after steer", "put it before");
        }
        shortForm(kind, of).or(() -> longForm(kind, of)).ifPresent(read -> {
            if (!names.add(read.measure().id())) {
                kind.content()
                        .wrong(
                                "there is another step called \""
                                        + read.measure().id() + "\"",
                                "give it a name: of its own");
                return;
            }
            (steered ? after : before).add(read.measure());
            read.settings().ifPresent(settings::add);
        });
    }

    private record Read(Measure measure, Optional<MeasureSettings> settings) {}

    private static Optional<Read> shortForm(Kind kind, Measure.Kind of) {
        if (!(kind.content().node() instanceof Node.Scalar scalar)) return Optional.empty();
        if (of == Measure.Kind.FENCE && scalar.text().equals("tables")) {
            var id = new MeasureId("fence-tables");
            var measure = measure(id, of, usual(of), Occasion.MOVE, Optional.empty(), 3, true);
            return Optional.of(
                    new Read(measure, Optional.of(new MeasureSettings.TablesFence(id, List.of(), List.of()))));
        }
        if (of == Measure.Kind.CATCH_UP && scalar.text().matches("[0-9].*")) {
            return limit(kind.content())
                    .map(limit -> new Read(
                            measure(
                                    new MeasureId(kind.word()),
                                    of,
                                    limit,
                                    Occasion.PLANNED,
                                    Optional.empty(),
                                    1,
                                    false),
                            Optional.empty()));
        }
        return Optional.empty();
    }

    private static Optional<Read> longForm(Kind kind, Measure.Kind of) {
        return kind.content().section(expected(of)).flatMap(section -> {
            boolean byTables = of == Measure.Kind.FENCE && section.cell("take").isEmpty();
            var id =
                    section.value("name", new MeasureId(byTables ? "fence-tables" : kind.word()), RunBookReading::name);
            var limit = section.value("limit", usual(of), RunBookReading::limit);
            var occasion = section.value(
                    "for", of == Measure.Kind.CATCH_UP ? Occasion.PLANNED : Occasion.MOVE, Values.choice(OCCASIONS));
            var onFailure = section.optional("on-failure", Values.choice(CONSEQUENCES));
            int attempts = of == Measure.Kind.CATCH_UP ? 1 : section.value("attempts", 3, Values.number(1, 100));
            Optional<MeasureSettings> means = switch (of) {
                case CATCH_UP -> Optional.empty();
                case FENCE -> byTables ? tables(section, id) : program(section, id, true);
                case PROOF -> program(section, id, false);
                case SETTINGS, COMMAND -> program(section, id, true);
            };
            section.end();
            if (!section.sound() || (means.isEmpty() && of != Measure.Kind.CATCH_UP)) return Optional.empty();
            boolean revocable = of == Measure.Kind.FENCE
                    || means.filter(RunBookReading::isRevocable).isPresent();
            return Optional.of(new Read(measure(id, of, limit, occasion, onFailure, attempts, revocable), means));
        });
    }

    private static boolean isRevocable(MeasureSettings means) {
        return means instanceof MeasureSettings.Program program
                && program.takeBack().isPresent();
    }

    private static Optional<MeasureSettings> tables(Section section, MeasureId id) {
        var exempt = section.list("exempt", "ARNs of roles or users", Values::words);
        return Optional.of(new MeasureSettings.TablesFence(id, List.of(), exempt));
    }

    private static Optional<MeasureSettings> program(Section section, MeasureId id, boolean revocable) {
        var take = section.require("take", "take: [/usr/local/bin/stop-shop]").flatMap(ProbeKinds::argv);
        Optional<List<String>> back =
                revocable ? section.cell("take-back").flatMap(ProbeKinds::argv) : Optional.empty();
        return take.map(program -> new MeasureSettings.Program(id, program, back));
    }

    private static Measure measure(
            MeasureId id,
            Measure.Kind kind,
            Duration limit,
            Occasion occasion,
            Optional<OnFailure> onFailure,
            int attempts,
            boolean revocable) {
        return new Measure(id, kind, occasion, limit, attempts, onFailure, revocable);
    }

    private static String expected(Measure.Kind kind) {
        return switch (kind) {
            case FENCE -> "tables, or the settings of a fence";
            case CATCH_UP -> "how long it may take, such as 5m, or settings";
            case SETTINGS, PROOF, COMMAND -> "the settings of a step, with take: and a program";
        };
    }

    /** A dead region does not answer, and its users wait: what stands before steering is short. */
    private static Duration usual(Measure.Kind kind) {
        return switch (kind) {
            case FENCE -> Duration.ofSeconds(10);
            case CATCH_UP -> Duration.ofMinutes(5);
            case SETTINGS, PROOF, COMMAND -> Duration.ofMinutes(1);
        };
    }

    private static Optional<Duration> limit(Cell cell) {
        return Values.duration(Duration.ofSeconds(1), Duration.ofHours(1)).parse(cell);
    }

    private static Optional<MeasureId> name(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> NAME.matcher(text).matches()
                        ? Optional.of(new MeasureId(text))
                        : cell.wrong("a name has lower-case letters, digits and hyphens only"));
    }

    private static Measure.Kind kind(String word) {
        return switch (word) {
            case "fence" -> Measure.Kind.FENCE;
            case "catch-up" -> Measure.Kind.CATCH_UP;
            case "settings" -> Measure.Kind.SETTINGS;
            case "proof" -> Measure.Kind.PROOF;
            default -> Measure.Kind.COMMAND;
        };
    }

    private static Map<String, Occasion> occasions() {
        Map<String, Occasion> words = new LinkedHashMap<>();
        words.put("every-move", Occasion.MOVE);
        words.put("failover", Occasion.UNPLANNED);
        words.put("planned-moves", Occasion.PLANNED);
        return words;
    }

    private static Map<String, OnFailure> consequences() {
        Map<String, OnFailure> words = new LinkedHashMap<>();
        for (var consequence : OnFailure.values()) words.put(Words.of(consequence), consequence);
        return words;
    }
}

package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.source.Node;
import dev.leeward.measure.Measure;
import dev.leeward.measure.Measure.Occasion;
import dev.leeward.measure.Measure.OnFailure;
import dev.leeward.measure.MeasureId;
import dev.leeward.region.RegionName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one measure: what it is for, how long and how often it is tried, and by which means. */
final class MeasureReading {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SETTING = Pattern.compile("[A-Z_][A-Z0-9_]{0,127}");
    private static final int ATTEMPTS = 3;

    /** What keeps writers out, besides a program. */
    private static final List<String> BARRIERS = List.of("tables", "agents", "nodebalancers");

    /** The one that says below what it has to know, and so is not just a word. */
    private static final String SSH = "ssh";

    /** What the nodes of a NodeBalancer are set to. */
    private static final String REJECT = "reject";

    private static final Map<String, String> MODES = Map.of(REJECT, REJECT, "drain", "drain");

    private static final Map<String, Occasion> OCCASIONS = occasions();
    private static final Map<String, OnFailure> CONSEQUENCES = consequences();

    private final Measure.Kind of;
    private final Kind kind;

    private final RegionMeans regions;

    private MeasureReading(Kind kind, RegionMeans regions) {
        this.kind = kind;
        this.regions = regions;
        this.of = kind(kind.word());
    }

    /**
     * A measure.
     *
     * @param means none for what only waits
     */
    record Read(Measure measure, Optional<MeasureSettings> means) {}

    static Optional<Read> read(Kind kind, RegionMeans regions) {
        var reading = new MeasureReading(kind, regions);
        return reading.kind.content().node() instanceof Node.Scalar
                ? reading.shortForm()
                : kind.content().section(reading.expected()).flatMap(reading::longForm);
    }

    private Optional<Read> shortForm() {
        return switch (of) {
            case FENCE ->
                word().map(by -> {
                    var id = new MeasureId("fence-" + by);
                    var measure = new Measure(id, of, Occasion.MOVE, usual(), ATTEMPTS, Optional.empty(), true);
                    return new Read(measure, Optional.of(fence(by, id, List.of(), REJECT)));
                });
            case CATCH_UP ->
                limit(kind.content()).map(limit -> {
                    var id = new MeasureId(kind.word());
                    return new Read(
                            new Measure(id, of, Occasion.PLANNED, limit, 1, Optional.empty(), false), Optional.empty());
                });
            case SETTINGS, PROOF, COMMAND -> kind.content().expected(expected());
        };
    }

    private Optional<String> word() {
        var content = kind.content();
        return content.scalar().filter(scalar -> scalar.text().equals(SSH)).isPresent()
                ? content.wrong("a fence by SSH has to know the hosts", "write - fence: {ssh: {hosts: ...}}")
                : Values.choice(barriers()).parse(content);
    }

    private Optional<Read> longForm(Section section) {
        boolean waits = of == Measure.Kind.CATCH_UP;
        var barrier = barrier(section);
        var usualName = barrier.map(by -> "fence-" + by).orElse(kind.word());
        var id = section.value("name", new MeasureId(usualName), MeasureReading::name);
        var limit = section.value("limit", usual(), MeasureReading::limit);
        var occasion = section.value("for", waits ? Occasion.PLANNED : Occasion.MOVE, Values.choice(OCCASIONS));
        var onFailure = section.optional("on-failure", Values.choice(CONSEQUENCES));
        int attempts = waits ? 1 : section.value("attempts", ATTEMPTS, Values.number(1, 100));
        var means = waits ? Optional.<MeasureSettings>empty() : means(section, id, barrier);
        section.end();
        if (!section.sound() || (means.isEmpty() && !waits)) return Optional.empty();
        boolean revocable = of == Measure.Kind.FENCE
                || means.filter(MeasureReading::hasWayBack).isPresent();
        return Optional.of(new Read(new Measure(id, of, occasion, limit, attempts, onFailure, revocable), means));
    }

    /** By what a fence is put up, unless by a program. */
    private Optional<String> barrier(Section section) {
        if (of != Measure.Kind.FENCE) return Optional.empty();
        boolean byProgram = section.cell("take").isPresent();
        boolean bySsh = section.cell(SSH).isPresent();
        var by = section.cell("by");
        if (byProgram && by.isPresent()) {
            return by.get().wrong("a program is given already", "leave either by or take out");
        }
        if (bySsh && by.or(() -> section.cell("take")).isPresent()) {
            section.wrong("a fence goes up in one way", "leave either " + SSH + " or the other out");
        }
        if (bySsh) return Optional.of(SSH);
        return byProgram
                ? Optional.empty()
                : Optional.of(by.flatMap(Values.choice(barriers())::parse).orElse(BARRIERS.getFirst()));
    }

    private Optional<MeasureSettings> means(Section section, MeasureId id, Optional<String> barrier) {
        return switch (of) {
            case FENCE -> fence(section, id, barrier);
            case SETTINGS -> settings(section, id);
            case COMMAND -> program(section, id, true);
            case PROOF -> section.cell("flow").isPresent() ? regions.read(section, id) : program(section, id, false);
            case CATCH_UP -> Optional.empty();
        };
    }

    private static boolean hasWayBack(MeasureSettings means) {
        return switch (means) {
            case MeasureSettings.Program program -> program.takeBack().isPresent();
            case MeasureSettings.ByParameters _, MeasureSettings.BySecrets _ -> true;
            case MeasureSettings.TablesFence _,
                    MeasureSettings.ByAgents _,
                    MeasureSettings.BySsh _,
                    MeasureSettings.SshFence _,
                    MeasureSettings.FlowProof _,
                    MeasureSettings.NodeBalancerFence _ -> false;
        };
    }

    private Optional<MeasureSettings> fence(Section section, MeasureId id, Optional<String> barrier) {
        if (barrier.isEmpty()) return program(section, id, true);
        var ssh = section.cell(SSH);
        if (ssh.isPresent()) return SshReading.fence(ssh.get(), id);
        return Optional.of(fence(
                barrier.get(),
                id,
                section.list("exempt", "ARNs of roles or users", Values::words),
                section.value("mode", REJECT, Values.choice(MODES))));
    }

    private MeasureSettings fence(String by, MeasureId id, List<String> exempt, String mode) {
        return switch (by) {
            case "agents" -> new MeasureSettings.ByAgents(id, Map.of());
            case "nodebalancers" -> regions.fence(id, mode);
            default -> new MeasureSettings.TablesFence(id, List.of(), exempt);
        };
    }

    private static Optional<MeasureSettings> settings(Section section, MeasureId id) {
        var ssh = section.cell(SSH);
        if (ssh.isPresent()) return SshReading.settings(ssh.get(), id, values(section));
        var ssm = section.cell("ssm");
        if (ssm.isPresent()) return AwsReading.parameters(ssm.get(), id);
        var secrets = section.cell("secrets-manager");
        if (secrets.isPresent()) return AwsReading.secrets(secrets.get(), id);
        return section.cell("values").isPresent()
                ? Optional.of(new MeasureSettings.ByAgents(id, values(section)))
                : program(section, id, true);
    }

    /** The settings that agents, or this node by SSH, put into force, by the region that takes over. */
    private static Map<RegionName, Map<String, String>> values(Section section) {
        return section.cell("values")
                .map(cell -> regions(cell, "regions with their settings", MeasureReading::settingsOf))
                .orElse(Map.of());
    }

    private static Optional<Map<String, String>> settingsOf(Cell cell) {
        Map<String, String> values = new LinkedHashMap<>();
        cell.named("names with their values")
                .ifPresent(named ->
                        named.forEach((name, value) -> setting(name, value).ifPresent(text -> values.put(name, text))));
        return Optional.of(values);
    }

    /** What stands under the names of regions. */
    static <T> Map<RegionName, T> regions(Cell cell, String what, Cell.Parser<T> parser) {
        Map<RegionName, T> regions = new LinkedHashMap<>();
        cell.named(what)
                .ifPresent(named -> named.forEach((region, each) -> {
                    if (RegionName.isValid(region)) {
                        parser.parse(each).ifPresent(value -> regions.put(new RegionName(region), value));
                    } else {
                        each.wrong(Cell.quoted(region) + " is no region of this service", "name one that is");
                    }
                }));
        return regions;
    }

    private static Optional<String> setting(String name, Cell value) {
        return SETTING.matcher(name).matches()
                ? Values.asWritten(value)
                : value.wrong(
                        Cell.quoted(name) + " cannot be the name of a setting",
                        "use capital letters, digits and underscores, as environment variables have");
    }

    private static Optional<MeasureSettings> program(Section section, MeasureId id, boolean hasWayBack) {
        var take = section.require("take", "take: [/usr/local/bin/stop-shop]").flatMap(ProbeKinds::argv);
        Optional<List<String>> back =
                hasWayBack ? section.cell("take-back").flatMap(ProbeKinds::argv) : Optional.empty();
        return take.map(program -> new MeasureSettings.Program(id, program, back));
    }

    private String expected() {
        return switch (of) {
            case FENCE -> "tables, agents, nodebalancers, or the settings of a fence";
            case CATCH_UP -> "how long it may take, such as 5m, or settings";
            case SETTINGS, PROOF, COMMAND -> "the settings of a step, such as take: with a program";
        };
    }

    /** A dead region does not answer, and its users wait: what stands before steering is short. */
    private Duration usual() {
        return switch (of) {
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

    private static Map<String, String> barriers() {
        Map<String, String> words = new LinkedHashMap<>();
        BARRIERS.forEach(word -> words.put(word, word));
        return words;
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

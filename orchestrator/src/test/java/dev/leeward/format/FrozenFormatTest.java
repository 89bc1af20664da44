package dev.leeward.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.decision.Order;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Projection;
import dev.leeward.runbook.StepResult;
import dev.leeward.steering.Epoch;
import dev.leeward.testkit.RandomRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * Journals that were written are read for years. After an addition to the format, run with {@code -Dleeward.golden=write}
 * and look at the difference: lines may be added, none may change or go.
 */
final class FrozenFormatTest {
    private static final Path FOLDER = Path.of(System.getProperty("leeward.root", "."))
            .resolve("orchestrator/src/test/resources/dev/leeward/format");
    private static final long SEED = 20_260_301;

    @Test
    void every_kind_of_event_order_and_result_has_a_tag() {
        for (var sealed : List.<Class<?>>of(Event.class, Order.class, StepResult.class)) {
            assertThat(Tags.kinds(sealed).values()).containsAll(RandomRecords.variants(sealed));
        }
    }

    @Test
    void no_part_is_called_as_the_tag() {
        for (var kind : RandomRecords.variants(Event.class)) {
            assertThat(Arrays.stream(kind.getRecordComponents()).map(c -> c.getName()))
                    .doesNotContain(Tags.KEY);
        }
    }

    @Test
    void the_format_is_as_it_was_released() throws IOException {
        var shapes = new TreeMap<String, String>();
        for (var kind : RandomRecords.variants(Event.class)) describe(kind, shapes);
        describe(Projection.class, shapes);
        frozen("format.txt", shapes.values().stream().collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void lines_that_were_written_are_still_read_and_written_the_same() throws IOException {
        var path = FOLDER.resolve("journal.jsonl");
        if (writing()) Files.writeString(path, completed(Files.exists(path) ? Files.readString(path) : ""));
        var text = Files.readString(path);
        assertThat(JournalExport.verify(new BufferedReader(new StringReader(text))))
                .isInstanceOf(JournalExport.Checked.Intact.class);
        var kinds = new HashSet<Class<?>>();
        for (var line : text.lines().toList()) {
            var entry = understood(line);
            var again = JournalFormat.line(entry.sequence(), entry.at(), entry.event());
            assertThat(line).startsWith(again.substring(0, again.lastIndexOf(",\"sequence\":")));
            kinds.add(entry.event().getClass());
        }
        assertThat(kinds).containsAll(RandomRecords.variants(Event.class));
    }

    /** The lines that were there, and one of each kind that has none yet. */
    private static String completed(String before) {
        var lines = new ArrayList<>(before.lines().toList());
        var random = new RandomRecords(SEED);
        var missing = new TreeMap<>(Tags.kinds(Event.class));
        lines.forEach(line -> missing.values().remove(understood(line).event().getClass()));
        var hash = lines.isEmpty() ? Chain.GENESIS : understood(lines.getLast()).hash();
        for (var kind : missing.values()) {
            long sequence = lines.size() + 1L;
            var at = Instant.parse("2026-03-01T12:00:00Z").plusMillis(sequence);
            var line = JournalFormat.line(sequence, at, (Event) random.next(kind));
            var kept = new Lines.Line(sequence, line, hash, Chain.hash(hash, line));
            lines.add(JournalExport.exported(kept));
            hash = kept.hash();
        }
        return String.join("\n", lines) + "\n";
    }

    private static Entry understood(String exported) {
        var tree = JournalFormat.tree(exported);
        if (tree instanceof Read.Of<ObjectNode>(ObjectNode line)
                && JournalFormat.entry(exported, line.path("hash").asString()) instanceof Read.Of<Entry>(Entry entry)) {
            return entry;
        }
        throw new AssertionError("no longer understood: " + exported);
    }

    private static boolean writing() {
        return "write".equals(System.getProperty("leeward.golden"));
    }

    private static void describe(Class<?> type, Map<String, String> shapes) {
        var name = Tags.tag(type).orElse(type.getSimpleName());
        if (shapes.containsKey(name) || type.isPrimitive() || type.getName().startsWith("java.")) return;
        if (type.isSealed()) {
            var kinds = RandomRecords.variants(type);
            shapes.put(name, name + " = one of " + new TreeMap<>(Tags.kinds(type)).keySet());
            kinds.forEach(kind -> describe(kind, shapes));
        } else if (type.isEnum()) {
            shapes.put(name, name + " = " + Arrays.toString(type.getEnumConstants()));
        } else {
            var parts = new ArrayList<String>();
            shapes.put(name, "");
            for (var component : type.getRecordComponents()) {
                parts.add(component.getName() + ": " + shape(component.getGenericType(), shapes));
            }
            var how = Tags.name(type).isPresent() || type == Epoch.class
                    ? "written as its value"
                    : "{" + String.join(", ", parts) + "}";
            shapes.put(name, name + " = " + how);
        }
    }

    private static String shape(Type type, Map<String, String> shapes) {
        if (type instanceof ParameterizedType generic) {
            return ((Class<?>) generic.getRawType()).getSimpleName()
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(of -> shape(of, shapes))
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        describe((Class<?>) type, shapes);
        return ((Class<?>) type).getSimpleName();
    }

    private static void frozen(String file, String now) throws IOException {
        var path = FOLDER.resolve(file);
        if (writing()) Files.writeString(path, now);
        assertThat(now).isEqualTo(Files.readString(path));
    }
}

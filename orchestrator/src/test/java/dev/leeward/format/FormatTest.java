package dev.leeward.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Snapshot;
import dev.leeward.testkit.RandomRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FormatTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ROUNDS = 100;

    private final long seed = RandomRecords.seed();

    @Test
    void every_event_reads_back_as_it_was_written_and_is_written_the_same_again() {
        var random = new RandomRecords(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (var variant : RandomRecords.variants(Event.class)) {
                var entry = new Entry(round + 1L, NOON, (Event) random.next(variant), "hash");
                var line = JournalFormat.line(entry.sequence(), entry.at(), entry.event());
                assertThat(JournalFormat.entry(line, "hash")).as("seed " + seed).isEqualTo(new Read.Of<>(entry));
                assertThat(canonical(line)).as("seed " + seed).isEqualTo(line);
            }
        }
    }

    @Test
    void every_snapshot_reads_back_as_it_was_written() {
        var random = new RandomRecords(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var snapshot = random.next(Snapshot.class);
            assertThat(JournalFormat.snapshot(JournalFormat.snapshot(snapshot)))
                    .as("seed " + seed)
                    .isEqualTo(new Read.Of<>(snapshot));
        }
    }

    @Test
    void an_absent_optional_is_left_out() {
        assertThat(JournalFormat.line(7, NOON, new Event.NoticeDelivered(3, "log", Optional.empty())))
                .isEqualTo("""
                        {"at":"2026-03-01T12:00:00Z","event":{"channel":"log","sequence":3,"type":"notice-delivered"},\
                        "sequence":7}""");
    }

    @Test
    void canonical_json_escapes_what_it_must_and_nothing_else() {
        assertThat(CanonicalJson.of(List.of("\u0000\u001f\b\t\n\f\r\"\\/\u007f\u20ac\ud83c\udf0a", "half \ud83c!")))
                .isEqualTo("[\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f\u20ac\ud83c\udf0a\",\"half \ufffd!\"]");
    }

    /** The example of RFC 8785, section 3.2.3. */
    @Test
    void canonical_json_sorts_keys_by_utf_16_code_units() {
        var unsorted = Map.of(
                "\u20ac", "Euro Sign",
                "\r", "Carriage Return",
                "\ufb33", "Hebrew Letter Dalet With Dagesh",
                "1", "One",
                "\ud83d\ude00", "Emoji: Grinning Face",
                "\u0080", "Control",
                "\u00f6", "Latin Small Letter O With Diaeresis");
        assertThat(CanonicalJson.of(unsorted)).isEqualTo("""
                {"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis",\
                "\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face",\
                "\ufb33":"Hebrew Letter Dalet With Dagesh"}""");
    }

    @Test
    void keys_of_newer_versions_are_skipped() {
        var line = "{\"at\":\"2026-03-01T12:00:00Z\",\"sequence\":1,\"weather\":[1],"
                + "\"event\":{\"type\":\"node-started\",\"node\":\"a\",\"version\":\"9\",\"mood\":{\"good\":true}}}";
        assertThat(JournalFormat.entry(line, "h"))
                .isEqualTo(new Read.Of<>(new Entry(1, NOON, new Event.NodeStarted("a", "9"), "h")));
    }

    @Test
    void an_event_of_an_unknown_type_is_unreadable_and_says_which() {
        assertThat(problem("{\"at\":\"2026-03-01T12:00:00Z\",\"sequence\":1,\"event\":{\"type\":\"region-drained\"}}"))
                .contains("event: unknown type 'region-drained'");
    }

    @Test
    void a_missing_part_a_wrong_one_and_an_unknown_constant_are_unreadable_and_say_where() {
        assertThat(problem("{\"sequence\":1,\"event\":{\"type\":\"node-started\",\"node\":\"a\",\"version\":\"1\"}}"))
                .contains("at: is missing");
        assertThat(problem("{\"at\":\"noon\",\"sequence\":1,\"event\":{}}")).contains("at: 'noon' is no Instant");
        assertThat(problem(verdict("\"SHOP!\"", "\"HEALTHY\""))).contains("event.service: 'SHOP!' is no ServiceName");
        assertThat(problem(verdict("\"shop\"", "\"SLEEPY\""))).contains("event.from: unknown Verdict 'SLEEPY'");
        assertThat(problem(verdict("7", "\"HEALTHY\""))).contains("event.service: a text was expected");
        assertThat(problem("[]")).contains("an object was expected");
        assertThat(problem("{\"at\":1,\"at\":2}")).contains("Duplicate");
        assertThat(problem("{\"at\"")).contains("not understood");
    }

    private static String verdict(String service, String from) {
        return "{\"at\":\"2026-03-01T12:00:00Z\",\"sequence\":1,\"event\":{\"type\":\"verdict-changed\",\"service\":"
                + service + ",\"region\":\"eu\",\"from\":" + from + ",\"to\":\"UNKNOWN\",\"evidence\":[]}}";
    }

    private static String problem(String line) {
        return switch (JournalFormat.entry(line, "h")) {
            case Read.Of<Entry>(Entry entry) -> throw new AssertionError("understood: " + entry);
            case Read.Unreadable<Entry>(Problem problem) -> problem.sentence();
        };
    }

    private static String canonical(String line) {
        return switch (JournalFormat.tree(line)) {
            case Read.Of<?>(Object tree) -> CanonicalJson.of(tree);
            case Read.Unreadable<?>(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }
}

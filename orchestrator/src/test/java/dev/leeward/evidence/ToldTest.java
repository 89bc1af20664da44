package dev.leeward.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire comes back the same; what does not fit is no answer at all. */
final class ToldTest {
    private static final String LOOK = """
            {"number": 1, "probe": "p", "check": "c", "ageMicros": 10, "tookMicros": 5, "saw": "healthy"}""";

    @Test
    void what_is_told_comes_back_the_same() {
        var looks = List.of(
                ToldLook.of(1, Shop.look(Shop.NOW, Shop.EAST, Shop.OK), "ab", Duration.ofMillis(400)),
                ToldLook.of(2, Shop.look(Shop.NOW, Shop.WEST, Shop.REFUSED), "cd", Duration.ofMillis(20)));
        var told = new Told("fra", "0a", 2, 17, looks);
        assertThat(Told.parse(told.json())).contains(told);
        assertThat(new String(told.json(), UTF_8)).doesNotContain("2026");
    }

    @Test
    void fields_of_a_later_version_are_skipped() {
        assertThat(Told.parse(answer(LOOK.replace("{", "{\"colour\": \"blue\", "))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"from\": \"fra\"}",
                "not json",
                "{\"from\": 7, \"origin\": \"0a\", \"next\": 1, \"heldMicros\": 0}",
                "{\"from\": \"\", \"origin\": \"0a\", \"next\": 1, \"heldMicros\": 0, \"looks\": []}",
                "{\"from\": \"fra\", \"origin\": \"../x\", \"next\": 1, \"heldMicros\": 0, \"looks\": []}",
                "{\"from\": \"fra\", \"origin\": \"0a\", \"next\": -1, \"heldMicros\": 0, \"looks\": []}",
                "{\"from\": \"fra\", \"origin\": \"0a\", \"next\": 1, \"heldMicros\": -5, \"looks\": []}",
                "{\"from\": \"fra\", \"origin\": \"0a\", \"next\": 1, \"heldMicros\": 0, \"looks\": [null]}",
                "[[[[[[[[[[[[[[]]]]]]]]]]]]]]"
            })
    void what_is_no_answer_is_not_taken_for_one(String text) {
        assertThat(Told.parse(text.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"number\": 0",
                "\"probe\": \"\"",
                "\"ageMicros\": 4",
                "\"ageMicros\": -1",
                "\"ageMicros\": 9223372036854775807",
                "\"ageMicros\": 1e400",
                "\"tookMicros\": -1",
                "\"saw\": null"
            })
    void a_look_that_cannot_be_makes_the_whole_answer_none(String field) {
        var name = field.substring(0, field.indexOf(':'));
        var look = LOOK.replaceFirst(name + ": [^,}]+", field);
        assertThat(look).isNotEqualTo(LOOK);
        assertThat(Told.parse(answer(LOOK))).isPresent();
        assertThat(Told.parse(answer(look))).isEmpty();
    }

    @Test
    void there_is_an_end_to_how_much_is_told_at_once() {
        var many = IntStream.range(0, Told.MOST_LOOKS + 1).mapToObj(_ -> LOOK).collect(Collectors.joining(","));
        assertThat(Told.parse(answer(many))).isEmpty();
        var longName = LOOK.replace("\"p\"", "\"" + "p".repeat(301) + "\"");
        assertThat(Told.parse(answer(longName))).isEmpty();
        assertThat(Told.parse(answer(LOOK + " ".repeat(Told.MOST_BYTES)))).isEmpty();
    }

    @Test
    void what_people_read_is_cut_and_not_refused() {
        var look = new ToldLook(1, "p", "c", 10, 5, "failing", Optional.of("refused"), Optional.of("x".repeat(999)));
        assertThat(look.detail().orElseThrow()).hasSize(200);
    }

    @Test
    void a_full_answer_stays_within_what_a_peer_reads() {
        var name = "p".repeat(150);
        var looks = IntStream.rangeClosed(1, Told.MOST_LOOKS)
                .mapToObj(n -> new ToldLook(
                        n,
                        name,
                        "c".repeat(32),
                        10_000_000,
                        5_000,
                        "failing",
                        Optional.of("timed-out"),
                        Optional.of("y".repeat(200))))
                .toList();
        assertThat(new Told("fra", "0a", 1_000, 1, looks).json()).hasSizeLessThan(Told.MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a", "-1", "0a-", "0a--1", "xyz-1", "0a-1-2", "0a-99999999999999999999"})
    void what_is_no_cursor_is_not_taken_for_one(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    private static byte[] answer(String looks) {
        return ("{\"from\": \"fra\", \"origin\": \"0a\", \"next\": 1, \"heldMicros\": 0, \"looks\": [" + looks + "]}")
                .getBytes(UTF_8);
    }
}

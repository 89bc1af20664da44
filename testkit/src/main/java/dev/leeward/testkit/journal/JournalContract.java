package dev.leeward.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Entry;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal;
import dev.leeward.journal.Journal.Appended;
import dev.leeward.journal.Projection;
import dev.leeward.journal.Snapshot;
import dev.leeward.testkit.RandomRecords;
import dev.leeward.testkit.journal.JournalPlace.Opening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} must do, the fake included. */
public abstract class JournalContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ROUNDS = 20;

    private final long seed = RandomRecords.seed();

    /** A fresh place that holds no journal yet. */
    protected abstract JournalPlace place();

    @Test
    void an_empty_journal_has_no_entries_and_verifies() {
        try (var journal = open(place())) {
            assertThat(journal.lastSequence()).isZero();
            assertThat(journal.read(0, 10)).isEmpty();
            assertThat(journal.snapshot()).isEmpty();
            assertThat(journal.verify()).isEmpty();
        }
    }

    @Test
    void appended_events_are_read_back_in_order_and_numbered_from_one() {
        try (var journal = open(place())) {
            var first = done(journal.append(0, NOON, List.of(event(1), event(2))));
            var second = done(journal.append(2, NOON.plusSeconds(1), List.of(event(3))));
            assertThat(journal.lastSequence()).isEqualTo(3);
            assertThat(journal.read(0, 10)).containsExactly(first.get(0), first.get(1), second.getFirst());
            assertThat(first).extracting(Entry::sequence).containsExactly(1L, 2L);
            assertThat(first).extracting(Entry::event).containsExactly(event(1), event(2));
            assertThat(second.getFirst().at()).isEqualTo(NOON.plusSeconds(1));
        }
    }

    @Test
    void pages_begin_after_a_sequence_and_end_at_the_limit() {
        try (var journal = open(place())) {
            fill(journal, 7);
            assertThat(sequences(journal.read(0, 3))).containsExactly(1L, 2L, 3L);
            assertThat(sequences(journal.read(3, 3))).containsExactly(4L, 5L, 6L);
            assertThat(sequences(journal.read(6, 3))).containsExactly(7L);
            assertThat(journal.read(7, 3)).isEmpty();
            assertThat(journal.read(99, 3)).isEmpty();
        }
    }

    @Test
    void appending_nothing_changes_nothing() {
        try (var journal = open(place())) {
            assertThat(done(journal.append(0, NOON, List.of()))).isEmpty();
            assertThat(journal.lastSequence()).isZero();
        }
    }

    @Test
    void an_append_that_expects_another_sequence_changes_nothing() {
        try (var journal = open(place())) {
            fill(journal, 2);
            var before = journal.read(0, 10);
            assertThat(journal.append(1, NOON, List.of(event(3)))).isEqualTo(new Appended.Conflict(2));
            assertThat(journal.append(3, NOON, List.of(event(3)))).isEqualTo(new Appended.Conflict(2));
            assertThat(journal.read(0, 10)).isEqualTo(before);
            assertThat(journal.verify()).isEmpty();
        }
    }

    /** Order is told by the sequence. Refusing would lose an intent because somebody set the machine's clock. */
    @Test
    void time_never_goes_back_even_if_the_clock_does() {
        var place = place();
        try (var journal = open(place)) {
            done(journal.append(0, NOON, List.of(event(1))));
            var earlier = done(journal.append(1, NOON.minusSeconds(60), List.of(event(2))));
            assertThat(earlier.getFirst().at()).isEqualTo(NOON);
        }
        try (var journal = open(place)) {
            var earlier = done(journal.append(2, NOON.minusSeconds(30), List.of(event(3))));
            assertThat(earlier.getFirst().at()).isEqualTo(NOON);
            assertThat(journal.verify()).isEmpty();
        }
    }

    @Test
    void reopening_gives_the_same_entries() {
        var place = place();
        List<Entry> before;
        try (var journal = open(place)) {
            fill(journal, 5);
            before = journal.read(0, 10);
        }
        try (var journal = open(place)) {
            assertThat(journal.lastSequence()).isEqualTo(5);
            assertThat(journal.read(0, 10)).isEqualTo(before);
            assertThat(journal.verify()).isEmpty();
            done(journal.append(5, NOON, List.of(event(6))));
            assertThat(journal.verify()).isEmpty();
        }
    }

    @Test
    void every_event_comes_back_as_it_went_in() {
        var random = new RandomRecords(seed);
        var place = place();
        var events = new ArrayList<Event>();
        for (int round = 0; round < ROUNDS; round++) {
            for (var variant : RandomRecords.variants(Event.class)) events.add((Event) random.next(variant));
        }
        try (var journal = open(place)) {
            done(journal.append(0, NOON, events));
        }
        try (var journal = open(place)) {
            assertThat(journal.read(0, events.size()))
                    .as("seed " + seed)
                    .extracting(Entry::event)
                    .isEqualTo(events);
            assertThat(journal.verify()).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void an_altered_line_is_found() {
        var place = place();
        fill(place, 5);
        place.alter(3);
        assertThat(broken(place)).contains("line 3");
    }

    @Test
    void a_removed_line_is_found() {
        var place = place();
        fill(place, 5);
        place.remove(3);
        assertThat(broken(place)).contains("line 3");
    }

    @Test
    void a_removed_first_line_is_found() {
        var place = place();
        fill(place, 5);
        place.remove(1);
        assertThat(broken(place)).contains("line 1");
    }

    @Test
    void a_removed_last_line_is_found() {
        var place = place();
        fill(place, 5);
        place.remove(5);
        assertThat(broken(place)).contains("line 5");
    }

    @Test
    void reordered_lines_are_found() {
        var place = place();
        fill(place, 5);
        place.swap(2, 4);
        assertThat(broken(place)).contains("line 2");
    }

    @Test
    void a_snapshot_bounds_the_size_and_the_chain_stays_verifiable() {
        var place = place();
        var state = new RandomRecords(seed).next(Projection.class);
        Snapshot snapshot;
        try (var journal = open(place)) {
            fill(journal, 20);
            snapshot = new Snapshot(15, journal.read(14, 1).getFirst().hash(), state);
            journal.keep(snapshot, 3);
            assertThat(sequences(journal.read(0, 100))).isEqualTo(range(13, 20));
            assertThat(journal.snapshot()).as("seed " + seed).contains(snapshot);
            assertThat(journal.verify()).isEmpty();
        }
        try (var journal = open(place)) {
            assertThat(journal.snapshot()).as("seed " + seed).contains(snapshot);
            assertThat(journal.lastSequence()).isEqualTo(20);
            assertThat(sequences(journal.read(0, 100))).isEqualTo(range(13, 20));
            done(journal.append(20, NOON.plusSeconds(99), List.of(event(21))));
            assertThat(journal.verify()).isEmpty();
        }
        place.remove(13);
        assertThat(broken(place)).contains("line 13");
    }

    @Test
    void a_snapshot_of_everything_that_keeps_nothing_leaves_a_journal_to_append_to() {
        var place = place();
        try (var journal = open(place)) {
            fill(journal, 4);
            var last = journal.read(3, 1).getFirst();
            journal.keep(new Snapshot(4, last.hash(), Projection.EMPTY), 0);
            assertThat(journal.read(0, 10)).isEmpty();
        }
        try (var journal = open(place)) {
            assertThat(journal.lastSequence()).isEqualTo(4);
            assertThat(sequences(done(journal.append(4, NOON, List.of(event(5))))))
                    .containsExactly(5L);
            assertThat(journal.verify()).isEmpty();
        }
    }

    @Test
    void a_second_opener_is_refused_until_the_first_has_closed() {
        var place = place();
        try (var journal = open(place)) {
            fill(journal, 1);
            assertThat(place.open()).isInstanceOfSatisfying(Opening.Refused.class, refused -> {
                assertThat(refused.problem().code()).isEqualTo(FaultCode.CONFLICT);
                assertThat(refused.problem().sentence()).contains("another orchestrator");
            });
            assertThat(place.open()).isInstanceOf(Opening.Refused.class);
            fill(journal, 1);
        }
        try (var journal = open(place)) {
            assertThat(journal.lastSequence()).isEqualTo(2);
        }
    }

    /** The journal of {@code place}, which must open. */
    protected static Journal open(JournalPlace place) {
        return switch (place.open()) {
            case Opening.Opened(Journal journal) -> journal;
            case Opening.Refused(Problem problem) -> throw new AssertionError(problem.toString());
        };
    }

    /** The entries of an append, which must have been done. */
    protected static List<Entry> done(Appended appended) {
        assertThat(appended).isInstanceOf(Appended.Done.class);
        return ((Appended.Done) appended).entries();
    }

    private static void fill(JournalPlace place, int lines) {
        try (var journal = open(place)) {
            fill(journal, lines);
        }
    }

    private static void fill(Journal journal, int lines) {
        IntStream.range(0, lines).forEach(line -> {
            long last = journal.lastSequence();
            done(journal.append(last, NOON.plusSeconds(last), List.of(event(last + 1))));
        });
    }

    /** What is said of a damaged place, whether at opening or when asked. */
    private static String broken(JournalPlace place) {
        return switch (place.open()) {
            case Opening.Refused(Problem problem) -> problem.sentence();
            case Opening.Opened(Journal journal) -> {
                try (journal) {
                    Optional<Problem> found = journal.verify();
                    assertThat(found).isPresent();
                    yield found.orElseThrow().sentence();
                }
            }
        };
    }

    private static Event event(long number) {
        return new Event.NodeStarted("node-" + number, "1.0");
    }

    private static List<Long> sequences(List<Entry> entries) {
        return entries.stream().map(Entry::sequence).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}

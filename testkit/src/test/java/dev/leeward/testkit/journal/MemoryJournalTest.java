package dev.leeward.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.journal.Event;
import dev.leeward.journal.Journal.Appended;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryJournalTest extends JournalContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<Event> TWO =
            List.of(new Event.NodeStarted("a", "1"), new Event.ConfigurationApplied("digest", List.of()));

    @Override
    protected JournalPlace place() {
        return new MemoryDisk();
    }

    @Test
    void it_fails_as_often_as_it_was_told_to() {
        try (var journal = MemoryJournal.empty()) {
            var full = Problem.passing(FaultCode.EXHAUSTED, "the disk is full");
            journal.failNext(1, full);
            assertThat(journal.append(0, NOON, TWO)).isEqualTo(new Appended.Failed(full));
            assertThat(journal.lastSequence()).isZero();
            assertThat(done(journal.append(0, NOON, TWO))).hasSize(2);
        }
    }

    @Test
    void a_crash_before_writing_leaves_nothing() {
        var journal = MemoryJournal.empty();
        journal.crashBeforeWriting(2);
        assertThatThrownBy(() -> journal.append(0, NOON, TWO)).isInstanceOf(MemoryJournal.Crash.class);
        assertThatThrownBy(journal::lastSequence).isInstanceOf(IllegalStateException.class);
        try (var next = journal.disk().mustOpen()) {
            assertThat(next.lastSequence()).isZero();
        }
    }

    @Test
    void a_crash_after_writing_leaves_all_of_it() {
        var journal = MemoryJournal.empty();
        journal.crashAfterWriting(1);
        assertThatThrownBy(() -> journal.append(0, NOON, TWO)).isInstanceOf(MemoryJournal.Crash.class);
        try (var next = journal.disk().mustOpen()) {
            assertThat(next.read(0, 10)).hasSize(2);
            assertThat(next.verify()).isEmpty();
        }
    }

    @Test
    void a_slow_append_lets_time_pass_first() {
        try (var journal = MemoryJournal.empty()) {
            var times = new StringBuilder();
            journal.beforeAppend(() -> times.append("tick"));
            done(journal.append(0, NOON, TWO));
            assertThat(times).hasToString("tick");
        }
    }
}

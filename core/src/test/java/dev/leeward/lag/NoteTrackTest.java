package dev.leeward.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NoteTrackTest {
    private static final LinkName LINK = new LinkName(new RegionName("east"), new RegionName("west"), "carts");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final NoteTrack track = new NoteTrack(LINK);

    @Test
    void a_note_counts_from_the_reading_before_the_one_that_found_it_whatever_its_writers_clock_says() {
        Duration wrong = Duration.ofDays(-400);
        track.read(NOW, Optional.of(note(NOW.plus(wrong), Duration.ofSeconds(3))));
        var evidence = track.read(
                NOW.plusSeconds(2), Optional.of(note(NOW.plus(wrong).plusSeconds(1), Duration.ofSeconds(3))));
        assertThat(safe(evidence)).contains(NOW.minusSeconds(3));
    }

    @Test
    void a_note_that_was_there_at_the_first_reading_may_be_of_any_age() {
        var evidence = track.read(NOW, Optional.of(note(NOW, Duration.ZERO)));
        assertThat(safe(evidence)).isEmpty();
        assertThat(evidence.progress().reason().orElseThrow()).contains("has not been seen to change");
        assertThat(safe(track.read(NOW.plusSeconds(60), Optional.of(note(NOW, Duration.ZERO)))))
                .isEmpty();
    }

    @Test
    void a_note_that_was_not_there_before_is_as_good_as_one_that_changed() {
        assertThat(track.read(NOW, Optional.empty()).progress().reason().orElseThrow())
                .contains("no note lies in west");
        assertThat(safe(track.read(NOW.plusSeconds(2), Optional.of(note(NOW, Duration.ofSeconds(1))))))
                .contains(NOW.minusSeconds(1));
    }

    @Test
    void what_was_known_stays_true_while_nothing_can_be_read() {
        known(NOW.minusSeconds(1));
        assertThat(safe(track.unread("the store is silent"))).contains(NOW.minusSeconds(1));
        assertThat(safe(track.read(NOW.plusSeconds(90), Optional.empty()))).contains(NOW.minusSeconds(1));
    }

    @Test
    void what_nobody_could_ever_read_is_unknown_and_says_why() {
        assertThat(track.unread("the store is silent").progress().reason())
                .contains("the notes in west cannot be read: the store is silent");
    }

    @Test
    void a_gap_is_believed_at_once_and_stays_one_while_nothing_can_be_read() {
        known(NOW);
        var gap = new ProgressNote(
                new LinkProgress(LINK.from(), LINK.to(), "carts", List.of(new ShardProgress.Unknown("a gap"))), NOW, 0);
        assertThat(track.read(NOW.plusSeconds(2), Optional.of(gap)).progress().reason())
                .contains("a gap");
        assertThat(track.unread("the store is silent").progress().reason()).contains("a gap");
    }

    /** Whatever its writer's clock shows and however seldom one reads: what is said to be there was there. */
    @Test
    void nothing_is_ever_said_to_be_there_before_it_is() {
        for (long seed = 1; seed <= 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var heard = new NoteTrack(LINK);
            Duration skew = Duration.ofMillis(random.nextLong(-10_000_000, 10_000_000));
            Instant time = NOW;
            Instant there = NOW.minusSeconds(5);
            Optional<ProgressNote> left = Optional.empty();
            for (int step = 0; step < 60; step++) {
                time = time.plusMillis(random.nextInt(1, 900));
                if (random.nextBoolean()) {
                    var reached = time.minusMillis(random.nextInt(0, 3_000));
                    if (reached.isAfter(there)) there = reached;
                    left = Optional.of(note(time.plus(skew), Duration.between(there, time)));
                } else if (random.nextBoolean()) {
                    var said = safe(heard.read(time, left));
                    if (said.isPresent())
                        assertThat(said.get()).as("seed %d", seed).isBeforeOrEqualTo(there);
                }
            }
        }
    }

    private void known(Instant safe) {
        track.read(NOW, Optional.empty());
        track.read(NOW.plusSeconds(1), Optional.of(note(NOW, Duration.between(safe, NOW))));
    }

    private static Optional<Instant> safe(LinkEvidence evidence) {
        return evidence.progress().safeTime();
    }

    private static ProgressNote note(Instant written, Duration age) {
        var shard = new ShardProgress.AtTip(written.minus(age), Duration.ZERO);
        return new ProgressNote(new LinkProgress(LINK.from(), LINK.to(), "carts", List.of(shard)), written, 5);
    }
}

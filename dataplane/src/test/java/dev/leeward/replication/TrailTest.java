package dev.leeward.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrailTest {
    private final Trail trail = new Trail();

    @Test
    void nothing_is_known_before_anything_was_read() {
        assertThat(trail.advance()).isEmpty();
        trail.sent(Optional.of(at(1)));
        assertThat(trail.advance()).isEmpty();
    }

    @Test
    void everything_is_there_up_to_the_record_before_which_all_have_arrived() {
        Trail.Mark first = trail.sent(Optional.of(at(1)));
        Trail.Mark second = trail.sent(Optional.of(at(2)));
        trail.sent(Optional.of(at(3)));
        trail.arrived(second);
        assertThat(trail.advance()).isEmpty();
        trail.arrived(first);
        assertThat(trail.advance()).contains(new Advance(at(2), false, 1));
    }

    @Test
    void where_nothing_was_left_to_be_read_it_goes_on_without_records() {
        trail.passed(at(5));
        trail.passed(at(6));
        assertThat(trail.advance()).contains(new Advance(at(6), true, 0));
    }

    @Test
    void the_end_of_what_could_be_read_waits_for_the_records_before_it() {
        trail.passed(at(1));
        Trail.Mark open = trail.sent(Optional.of(at(2)));
        trail.passed(at(8));
        trail.passed(at(9));
        assertThat(trail.advance()).contains(new Advance(at(1), false, 1));
        trail.arrived(open);
        assertThat(trail.advance()).contains(new Advance(at(9), true, 0));
    }

    @Test
    void it_never_goes_back_and_a_record_of_unknown_age_says_nothing() {
        trail.passed(at(5));
        trail.arrived(trail.sent(Optional.of(at(3))));
        assertThat(trail.advance()).contains(new Advance(at(5), false, 0));
        trail.arrived(trail.sent(Optional.empty()));
        assertThat(trail.advance()).contains(new Advance(at(5), false, 0));
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }
}

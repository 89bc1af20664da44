package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Looked;
import dev.leeward.table.Sequence;
import dev.leeward.table.Written;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparingCheckpointTest {
    private static final Written DONE = new Written.Done(Optional.empty());
    private static final Written FAILED = new Written.Failed(Problem.passing(FaultCode.TIMED_OUT, "no answer"), true);

    private final Kept kept = new Kept();
    private Instant now = Instant.EPOCH;
    private final SparingCheckpoint checkpoint = new SparingCheckpoint(kept, Duration.ofSeconds(1), () -> now);

    @Test
    void it_is_moved_at_once_and_then_once_in_a_while() {
        assertThat(checkpoint.save(at(1))).isEqualTo(DONE);
        now = now.plusMillis(999);
        assertThat(checkpoint.save(at(2))).isInstanceOf(Written.Refused.class);
        now = now.plusMillis(1);
        assertThat(checkpoint.save(at(3))).isEqualTo(DONE);

        assertThat(kept.saved).containsExactly(at(1), at(3));
        assertThat(checkpoint.load()).isEqualTo(new Looked.Seen<>(Optional.of(at(3))));
    }

    @Test
    void what_failed_is_tried_again_without_a_rest() {
        kept.answer = FAILED;
        assertThat(checkpoint.save(at(1))).isEqualTo(FAILED);
        kept.answer = DONE;
        assertThat(checkpoint.save(at(1))).isEqualTo(DONE);
    }

    private static Sequence at(long number) {
        return new Sequence("label", BigInteger.valueOf(number));
    }

    private static final class Kept implements Checkpoint {
        private final List<Sequence> saved = new ArrayList<>();
        private Written answer = DONE;

        @Override
        public Looked<Optional<Sequence>> load() {
            return new Looked.Seen<>(saved.isEmpty() ? Optional.empty() : Optional.of(saved.getLast()));
        }

        @Override
        public Written save(Sequence applied) {
            if (answer.equals(DONE)) saved.add(applied);
            return answer;
        }
    }
}

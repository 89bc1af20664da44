package dev.leeward.probe.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.Answer;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.FailureKind;
import dev.leeward.probe.PhaseTimings;
import dev.leeward.probe.Sighting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoreSightingTest {
    private static final PhaseTimings TIMINGS = PhaseTimings.ofTotal(Duration.ofMillis(5));

    @ParameterizedTest
    @CsvSource(textBlock = """
            THROTTLED,   says ThrottlingException,                              THROTTLED
            NOT_FOUND,   says ResourceNotFoundException,                        NOT_FOUND
            TIMED_OUT,   did not answer in time,                                TIMED_OUT
            UNAVAILABLE, says InternalServerError,                              UNAVAILABLE
            GARBLED,     cannot be read,                                        BAD_ANSWER
            UNREACHABLE, cannot be reached: Connection refused,                 REFUSED
            UNREACHABLE, the connection broke: Connection reset,                RESET
            UNREACHABLE, cannot be reached: unknown host x.leeward.invalid,     UNRESOLVABLE
            UNREACHABLE, cannot be reached: No route to host,                   UNREACHABLE
            UNREACHABLE, cannot be reached: PKIX path building failed: no valid certificate, TLS
            """)
    void every_kind_of_failure_of_a_store_is_told_apart(FaultCode code, String said, FailureKind kind) {
        assertThat(seen(code, said)).isEqualTo(new Sighting.Failing(kind, said, TIMINGS));
    }

    @ParameterizedTest
    @CsvSource({
        "FORBIDDEN, says AccessDeniedException",
        "UNAUTHENTICATED, no AWS credentials",
        "UNREACHABLE, the connection broke: Too many open files"
    })
    void what_this_node_lacks_is_not_held_against_the_store(FaultCode code, String said) {
        assertThat(seen(code, said)).isInstanceOf(Sighting.Inconclusive.class);
    }

    @Test
    void an_answer_is_healthy() {
        assertThat(StoreSighting.of(new Answer.Given<>(true), TIMINGS)).isInstanceOf(Sighting.Healthy.class);
    }

    private static Sighting seen(FaultCode code, String said) {
        return StoreSighting.of(new Answer.Missing<>(Problem.passing(code, said), "", false), TIMINGS);
    }
}

package dev.leeward.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Needs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the runtime of this machine. */
final class PerlIT {
    @Test
    void its_own_tests_pass() {
        var prove = Needs.program("prove", "perl").toString();
        var ended = Script.run(List.of(prove, Script.folder().resolve("perl/t").toString()));
        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("All tests successful");
    }
}

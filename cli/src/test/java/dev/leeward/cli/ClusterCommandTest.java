package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.control.Desk.Lead;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void a_leader_says_so_and_how_long_its_lease_lasts() {
        leeward.desk.stand(new Lead(
                "place-1",
                true,
                Optional.of("place-1"),
                "place-1 leads, term 12",
                Optional.of(Duration.ofMillis(2_310)),
                345));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "place-1 leads: place-1 leads, term 12",
                        "its lease lasts 2.3 s",
                        "the journal's last line is 345");
    }

    @Test
    void without_a_leader_the_answer_is_no() {
        leeward.desk.stand(new Lead(
                "place-2", false, Optional.empty(), "nobody can tell who leads: no answer", Optional.empty(), 345));
        var ran = leeward.run("cluster", "status");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("place-2 stands by: nobody can tell who leads");
        assertThat(leeward.run("cluster", "status", "--output", "json").out()).contains("\"leads\"", "false");
    }

    @Test
    void cluster_alone_is_no_command() {
        assertThat(leeward.run("cluster").code()).isEqualTo(2);
    }
}

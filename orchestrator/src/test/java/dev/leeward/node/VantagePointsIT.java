package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.node.ThreeWatchers.To;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes and a witness, of which two must agree: one of them that sees wrongly moves nothing, and is shown. */
@Timeout(400)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class VantagePointsIT {
    /** Several times what it takes from a fault to a failover here. */
    private static final Duration HOLD = Duration.ofSeconds(3);

    private static final Pattern HEALTHY =
            Pattern.compile("\"verdict\":\"healthy\",\"since\":\"[^\"]*\",\"evidenceAt\"");

    private ThreeWatchers world;

    @BeforeAll
    void start(@TempDir Path folder) {
        world = new ThreeWatchers(folder);
        world.serve("node-a");
        world.observe("witness", "/health");
        world.await("node-a", "both regions to be judged by two", VantagePointsIT::isCalm);
        world.serve("node-b");
        world.awaitCluster("node-a", "all three to be heard", c -> count(c, "\"reachable\":true") == 3);
        world.awaitCluster("node-b", "the standby to hear them too", c -> count(c, "\"reachable\":true") == 3);
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    @Order(1)
    void the_standby_judges_by_what_everybody_sees() {
        world.await("node-b", "three clear votes", s -> count(s, "\"sight\":\"clear\"") == 6 && isCalm(s));
        assertThat(world.get("witness", "/readyz")).contains("witness watches and never leads");
        assertThat(world.get("witness", "/api/v1/services")).contains("there is nothing here");
    }

    @Test
    @Order(2)
    void a_vantage_point_that_is_blind_moves_nothing_and_is_shown() {
        world.cut("witness", EnumSet.allOf(To.class));
        world.awaitCluster("node-a", "the witness to be shown blind", c -> c.contains("\"sight\":\"blind\""));
        holds();
        assertThat(world.service("node-a")).satisfies(VantagePointsIT::calm);
        world.open("witness");
        world.await("node-a", "the witness to see again", s -> count(s, "\"sight\":\"clear\"") == 6);
    }

    @Test
    @Order(3)
    void a_region_that_the_leader_alone_cannot_reach_is_partly_seen_and_keeps_its_traffic() {
        world.cut("node-a", Set.of(To.EAST));
        world.await(
                "node-a",
                "it to say so",
                s -> s.contains("\"partlySeen\":\"could not be seen from node-a; node-b and witness see it\""));
        holds();
        assertThat(world.service("node-a")).satisfies(VantagePointsIT::calm);
        assertThat(world.get("node-a", "/api/v1/services/shop/why")).contains("could not be seen from node-a");
        world.open("node-a");
        world.await("node-a", "it to be seen again", s -> !s.contains("partlySeen"));
    }

    @Test
    @Order(4)
    void with_the_witness_dead_and_one_of_two_cut_off_nobody_knows_and_nothing_moves() {
        world.kill("witness");
        world.awaitCluster(
                "node-a", "the witness to be missed", c -> c.contains("\"reachable\":false") && c.contains("silent"));
        assertThat(world.service("node-a")).as("two are enough").satisfies(VantagePointsIT::calm);
        world.cut("node-b", Set.of(To.EAST));
        world.await("node-a", "it to be unknown", s -> s.contains("\"verdict\":\"unknown\",\"since\""));
        holds();
        world.open("node-b");
        world.await("node-a", "it to be known again", VantagePointsIT::isCalm);
    }

    @Test
    @Order(5)
    void a_witness_that_asks_something_else_has_no_vote_on_it_and_two_others_move_traffic() {
        world.observe("witness", "/health?other");
        world.awaitCluster(
                "node-a",
                "the witness to be back, and to differ",
                c -> c.contains("\"differing\":[\"shop/us-east/http-1\"]"));
        assertThat(world.service("node-a")).satisfies(VantagePointsIT::calm);
        long died = System.nanoTime();
        world.east.kill();
        world.await("node-a", "the run to end well", s -> s.contains("\"ending\":\"succeeded\""));
        System.out.println("MEASURED failover agreed on by two: " + (System.nanoTime() - died) / 1_000_000 + " ms");
        assertThat(world.isAway()).isTrue();
        assertThat(world.get("node-a", "/metrics"))
                .contains("leeward_peer_looks_dropped_total{peer=\"witness\",reason=\"other_check\"}")
                .contains("leeward_peer_evidence_age_seconds{peer=\"node-b\"}");
    }

    private void holds() {
        long until = System.nanoTime() + HOLD.toNanos();
        while (System.nanoTime() < until) {
            assertThat(world.isAtHome()).isTrue();
        }
        assertThat(world.service("node-a")).doesNotContain("\"lastRun\"");
    }

    private static void calm(String service) {
        assertThat(isCalm(service)).as(service).isTrue();
    }

    private static boolean isCalm(String service) {
        return HEALTHY.matcher(service).results().count() == 2 && service.contains("\"active\"");
    }

    private static long count(String text, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(text).results().count();
    }
}

package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job against real parts: nginx, BIND and a node in a process of its own; answers are checked with dig. */
@Timeout(600)
class FailoverIT {
    @TempDir
    Path folder;

    private TwoRegions world;

    @BeforeEach
    void start() {
        world = new TwoRegions(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void a_killed_region_is_left_and_traffic_comes_home_by_a_planned_failback() {
        var node = world.startNode();
        world.awaitReady(node);
        assertThat(world.answers(TwoRegions.HOME)).isTrue();

        world.east.kill();
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");

        assertThat(world.order("{\"order\":\"failback\"}")).as("home is down").contains("home-stable");
        world.east.restart();
        world.awaitReady(node);
        Await.until(
                "home to be stable enough",
                Duration.ofSeconds(30),
                () -> world.order("{\"order\":\"failback\"}").contains("\"accepted\":true"));
        world.awaitAnswer(TwoRegions.HOME);
        world.awaitSucceeded("shop-2");
    }

    @Test
    void a_region_that_answers_503_is_left() {
        world.awaitReady(world.startNode());
        world.east.answer503();
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");
    }

    @Test
    void a_region_that_stalls_is_left() {
        world.awaitReady(world.startNode());
        world.east.stall();
        world.awaitAnswer(TwoRegions.AWAY);
        world.awaitSucceeded("shop-1");
    }

    @Test
    void a_name_server_that_stalls_is_named_and_the_run_succeeds_once_it_is_back() {
        world.awaitReady(world.startNode());
        world.secondary.stall();
        world.east.kill();
        Await.until(
                "the primary to answer the other region",
                Duration.ofSeconds(30),
                () -> world.primary.answer("www.shop.test", "A").contains(TwoRegions.AWAY));
        Await.until(
                "the straggler to be named",
                Duration.ofSeconds(45),
                () -> world.journal().contains("TIMED_OUT"));
        world.secondary.resume();
        world.awaitSucceeded("shop-1");
        assertThat(world.answers(TwoRegions.AWAY)).isTrue();
    }

    @Test
    void with_both_regions_down_nothing_changes_and_somebody_is_paged() {
        world.awaitReady(world.startNode());
        world.east.kill();
        world.west.kill();
        Await.until("an alarm", Duration.ofSeconds(30), () -> world.service().contains("\"severity\":\"page\""));
        assertThat(world.answers(TwoRegions.HOME)).isTrue();
        assertThat(world.journal()).doesNotContain("step-ended");
    }

    @Test
    void a_node_refuses_a_file_that_lost_the_region_which_carries_the_traffic() {
        var node = world.startNode();
        world.awaitReady(node);
        node.terminate(Duration.ofSeconds(20));
        world.rename("us-east", "us-west");
        var next = world.startNode();
        assertThat(next.exitCode(Duration.ofSeconds(30))).isNotZero();
        assertThat(next.output()).contains("MISCONFIGURED", "traffic is in us-east");
    }

    @Test
    void a_second_node_on_the_same_journal_refuses_to_start() {
        world.awaitReady(world.startNode());
        var second = world.startNode();
        assertThat(second.exitCode(Duration.ofSeconds(30))).isNotZero();
        assertThat(second.output()).contains("CONFLICT");
        assertThat(world.bothHealthy()).isTrue();
    }
}

package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.Await;
import dev.leeward.testkit.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes, a real etcd of three members, two regions, two name servers: one decides, whatever happens to it. */
@Timeout(600)
class LeadersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEADER_CHANGE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final Pattern PROPOSALS = Pattern.compile("(?m)^etcd_server_proposals_committed_total ([0-9.e+]+)$");
    private static final Duration ADOPTION = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private List<EtcdServer> etcd;
    private TwoRegions world;

    @BeforeEach
    void start() {
        etcd = EtcdServer.cluster(folder, 3);
        var endpoints = etcd.stream().map(e -> "\"" + e.endpoint() + "\"").collect(Collectors.joining(", "));
        world = new TwoRegions(folder, "{etcd: {endpoints: [" + endpoints + "]}}");
    }

    @AfterEach
    void stop() {
        world.close();
        etcd.forEach(EtcdServer::close);
    }

    @Test
    void one_leads_the_other_says_who_and_takes_no_orders_and_a_stop_hands_over_at_once() {
        var first = leading("node-a");
        var second = standby("node-b");
        assertThat(second.ready()).contains("node-a leads");
        assertThat(first.cluster()).contains("\"leads\":true", "\"leaseLeft\"");
        assertThat(second.cluster()).contains("\"leads\":false", "\"leader\":\"node-a\"");
        assertThat(second.service())
                .as("what the journal says and what it sees itself")
                .contains("\"active\"");
        assertThat(second.order("{\"order\":\"switchover\"}")).contains("node-a leads", "takes no orders");
        assertThat(second.journal()).as("read from where it is").contains("node-started");
        long start = System.nanoTime();
        assertThat(first.process().terminate(Duration.ofSeconds(20))).isEqualTo(143);
        second.awaitLeading();
        say("handed over, and judging both regions, after", start);
        assertThat(second.count("run-started"))
                .as("a change of leaders moves nothing")
                .isZero();
        assertThat(world.answers(TwoRegions.HOME)).isTrue();
    }

    /** Killed right after or before each append of a run: its start, and the intents and outcomes of its steps. */
    @ParameterizedTest
    @CsvSource({"before, 1", "after, 1", "before, 2", "after, 2", "before, 3", "after, 3"})
    void a_leader_killed_in_the_middle_of_a_run_is_followed_and_its_run_brought_to_its_end(String when, int n) {
        var doomed = leading("node-a", when, Integer.toString(n));
        var successor = standby("node-b");
        world.east.kill();
        Await.until("node-a to die", PATIENCE, () -> !doomed.process().isAlive());
        long died = System.nanoTime();
        Await.until("node-b to lead", LEADER_CHANGE, () -> successor.ready().contains("\"sentence\":\"ready\""));
        say("leader change, killed " + when + " append " + n, died);
        long leads = System.nanoTime();
        Await.until(
                "the run to end well; node-b says:\n" + successor.process().output(),
                ADOPTION,
                successor::lastRunSucceeded);
        say("run brought to its end", leads);
        assertThat(world.answers(TwoRegions.AWAY)).isTrue();
        assertThat(successor.count("run-started")).as("one run").isEqualTo(1);
    }

    /** The worst moment: the intent is journaled, and what it asks for has not been sent. */
    @ParameterizedTest
    @CsvSource({"frozen-after, 1", "frozen-after, 2", "frozen-before, 3", "frozen-after, 3"})
    void a_frozen_leader_that_wakes_after_its_successor_acted_changes_nothing(String when, int n) {
        var frozen = leading("node-a", when, Integer.toString(n));
        var successor = standby("node-b");
        world.east.kill();
        Await.until("the successor's run to end well", PATIENCE, successor::lastRunSucceeded);
        world.awaitAnswer(TwoRegions.AWAY);
        var lines = successor.journal();
        var zone = world.primary.answer("shop.test", "SOA");
        frozen.process().thaw();
        Await.until(
                "node-a to see who leads; it says:\n" + frozen.process().output(),
                PATIENCE,
                () -> frozen.ready().contains("standby:node-b leads"));
        assertThat(frozen.process().output()).contains("does not lead any more and stands by");
        assertThat(world.primary.answer("shop.test", "SOA"))
                .as("no update came after the successor's")
                .isEqualTo(zone);
        assertThat(frozen.journal()).as("it appended nothing").isEqualTo(lines).isEqualTo(successor.journal());
        assertThat(world.answers(TwoRegions.AWAY)).isTrue();
        assertThat(successor.count("run-started")).isEqualTo(1);
        assertThat(successor.count("node-started")).isEqualTo(2);
    }

    @Test
    void without_a_majority_of_etcd_nothing_moves_and_with_it_everything_goes_on() {
        var node = leading("node-a");
        etcd.get(0).freeze();
        etcd.get(1).kill();
        Await.until("the lead to be lost", PATIENCE, () -> node.ready().contains("nobody can tell who leads"));
        assertThat(node.ready()).contains("\"ready\":false");
        world.east.kill();
        holdsFor(Duration.ofSeconds(8));
        etcd.get(0).thaw();
        world.awaitAnswer(TwoRegions.AWAY);
        Await.until("the run to end well", PATIENCE, node::lastRunSucceeded);
        assertThat(node.count("run-started")).isEqualTo(1);
        assertThat(node.process().isAlive()).isTrue();
    }

    /** Where the one that hangs led etcd itself, its election may take the lease: the lead is then won anew. */
    @Test
    void one_member_of_etcd_that_hangs_keeps_no_failover_from_ending_well() {
        var node = leading("node-a");
        etcd.get(2).freeze();
        world.east.kill();
        world.awaitAnswer(TwoRegions.AWAY);
        Await.until("the run to end well", PATIENCE, node::lastRunSucceeded);
        assertThat(node.count("run-started")).isEqualTo(1);
        assertThat(node.process().isAlive()).isTrue();
    }

    @Test
    void when_nothing_happens_nothing_is_written_to_etcd() throws Exception {
        var node = leading("node-a");
        standby("node-b");
        assertThat(node.service()).contains("\"active\"");
        long written = writtenInQuiet();
        // A machine too busy to keep a lease has it won anew, which is written; but not each time.
        for (int again = 0; again < 3 && written > 1; again++) written = writtenInQuiet();
        System.out.println("MEASURED writes to etcd in " + QUIET.toSeconds() + " quiet seconds: " + written);
        assertThat(written).as("keeping a lease alive is no write").isLessThanOrEqualTo(1);
    }

    private long writtenInQuiet() throws InterruptedException {
        long before = proposals();
        Thread.sleep(QUIET);
        return proposals() - before;
    }

    /** What the members agreed on so far: whatever etcd writes to its disks. */
    private long proposals() {
        return PROPOSALS
                .matcher(etcd.getFirst().metrics())
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    /** Nothing is moved for a while. */
    private void holdsFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until)
            assertThat(world.answers(TwoRegions.HOME)).isTrue();
    }

    private Peer leading(String name, String... arguments) {
        var peer = world.startPeer(name, arguments);
        peer.awaitLeading();
        return peer;
    }

    private Peer standby(String name) {
        var peer = world.startPeer(name);
        peer.awaitStandby();
        return peer;
    }

    private static void say(String what, long since) {
        System.out.println("MEASURED " + what + ": " + (System.nanoTime() - since) / 1_000_000 + " ms");
    }
}

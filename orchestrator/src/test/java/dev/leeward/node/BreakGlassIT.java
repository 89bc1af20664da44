package dev.leeward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationStore;
import dev.leeward.decision.OfflineRecord;
import dev.leeward.decision.Order;
import dev.leeward.decision.RunKind;
import dev.leeward.fault.FaultCode;
import dev.leeward.format.ChainCheck;
import dev.leeward.format.JournalFormat;
import dev.leeward.journal.sqlite.JournalCopy;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.relocation.RelocationException;
import dev.leeward.runbook.Ending;
import dev.leeward.runbook.RunbookRun;
import dev.leeward.secret.Environment;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.EtcdServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real etcd is lost with the active region; a person moves the service without it, and etcd comes back. */
@Timeout(400)
final class BreakGlassIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ServiceName SHOP = new ServiceName("shop");

    @TempDir
    Path folder;

    private EtcdServer etcd;
    private TwoRegions world;

    @BeforeEach
    void start() {
        etcd = EtcdServer.single(folder);
        world = new TwoRegions(folder, "{etcd: {endpoints: [\"" + etcd.endpoint() + "\"]}}");
    }

    @AfterEach
    void stop() {
        world.close();
        etcd.close();
    }

    @Test
    void a_service_is_moved_without_etcd_and_the_record_brought_in_once_it_is_back() throws Exception {
        var node = world.startPeer("node-a");
        node.awaitLeading();
        var copy = folder.resolve("var/journal-copy.db");
        Await.until("the copy to have all", PATIENCE, () -> copied(copy, node.count("active-adopted")));
        assertThat(opening()).isInstanceOfSatisfying(OfflineFailover.Opening.Refused.class, refused -> {
            assertThat(refused.problem().code()).isEqualTo(FaultCode.CONFLICT);
            assertThat(refused.problem().sentence()).contains("node-a leads");
        });
        etcd.kill();
        Await.until("the lead to be lost", PATIENCE, () -> node.ready().contains("nobody can tell who leads"));
        assertThat(node.cluster()).contains("\"silentSince\"");
        world.east.kill();

        long began = System.nanoTime();
        var record = moveOffline();
        System.out.println(
                "MEASURED glass broken to moved and verified: " + (System.nanoTime() - began) / 1_000_000 + " ms");
        assertThat(world.answers(TwoRegions.AWAY)).isTrue();
        var zone = world.primary.answer("shop.test", "SOA");

        etcd.restart();
        Await.until("node-a to lead again", PATIENCE, () -> node.ready().contains("\"sentence\":\"ready\""));
        var offline = read(record);
        assertThat(offline.epoch()).isGreaterThan(2_000);
        assertThat(offline.active()).contains(new RegionName("eu-central"));
        var order = "{\"order\":\"bring-in\",\"offline\":" + JournalFormat.offline(offline) + "}";
        assertThat(node.order(order)).contains("\"accepted\":true", "glass broken by offline:anna");
        Await.until("the targets to be read", PATIENCE, () -> node.service().contains("\"active\":\"eu-central\""));
        assertThat(node.order(order)).contains("was brought in before");
        assertThat(node.count("brought-in")).isEqualTo(1);
        assertThat(world.primary.answer("shop.test", "SOA"))
                .as("nothing was changed after the move")
                .isEqualTo(zone);
        assertThat(world.answers(TwoRegions.AWAY)).isTrue();
    }

    private Path moveOffline() throws InterruptedException {
        var opening = opening();
        assertThat(opening).isInstanceOf(OfflineFailover.Opening.Ready.class);
        try (var failover = ((OfflineFailover.Opening.Ready) opening).failover()) {
            assertThat(failover.knowledge().silence()).contains("etcd");
            assertThat(failover.knowledge().active()).contains(new RegionName("us-east"));
            assertThat(failover.knowledge().copyAsOf()).isPresent();
            var order = new Order.Move(
                    SHOP,
                    "offline:anna",
                    RunKind.FAILOVER,
                    Optional.of(new RegionName("eu-central")),
                    Set.of(),
                    "etcd is gone");
            var plan = failover.preview(order, PATIENCE);
            assertThat(plan.accepted()).as(plan.reason().sentence()).isTrue();
            assertThat(world.answers(TwoRegions.HOME))
                    .as("a plan moves nothing")
                    .isTrue();
            var reply = failover.order(order);
            var run = failover.awaitEnd(reply.run().orElseThrow(), PATIENCE);
            assertThat(run.flatMap(RunbookRun::ending)).contains(Ending.SUCCEEDED);
            return failover.record();
        }
    }

    private OfflineFailover.Opening opening() {
        return switch (ConfigurationStore.open(folder.resolve("node-a.yaml"), Environment.of(Map.of()))) {
            case ConfigurationStore.Opening.Opened opened ->
                OfflineFailover.open(
                        opened.store(), "1.0", new OfflineFailover.Cause(SHOP, "offline:anna", "etcd is gone"));
            case ConfigurationStore.Opening.Refused refused -> throw new AssertionError(refused.remarks());
        };
    }

    private static OfflineRecord read(Path record) throws RelocationException {
        try (var chain = JournalHomes.of(record, "1.0").look()) {
            assertThat(new ChainCheck<>(chain, true).flaw()).isEmpty();
            var records = OfflineReading.of(chain);
            assertThat(records).containsOnlyKeys(SHOP);
            return Objects.requireNonNull(records.get(SHOP));
        }
    }

    private static boolean copied(Path copy, long adoptions) {
        if (adoptions == 0 || JournalCopy.asOf(copy).isEmpty()) return false;
        try (var chain = JournalHomes.of(copy, "1.0").look()) {
            return chain.lines(0, 1_000).stream().anyMatch(line -> line.text().contains("active-adopted"));
        } catch (RelocationException e) {
            throw new AssertionError(e.problem().sentence(), e);
        }
    }
}

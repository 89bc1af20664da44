package dev.leeward.measure.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.ProgramEnd;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.testkit.SshServer;
import dev.leeward.testkit.TcpProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.sftp.FileAttributes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against OpenSSH's own server. */
@TestInstance(Lifecycle.PER_CLASS)
final class SshFencePerformerIT {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("eu-central");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TIMER = "shop-cron.timer";
    private static final String QUEUE = "shop-queue.service";
    private static final String IDLE = "shop-import.service";
    private static final String CONDITION = "[Unit]\nConditionPathExists=!";

    private SshServer sshd;

    @TempDir
    Path folder;

    private TcpProxy proxy;
    private int seen;

    @SuppressWarnings("NullAway.Init") // JUnit starts the server before the tests, and a proxy before each.
    SshFencePerformerIT() {}

    @BeforeAll
    void start(@TempDir Path server) {
        sshd = SshServer.start(server);
    }

    @AfterAll
    void stop() {
        sshd.close();
    }

    @BeforeEach
    void host() throws IOException {
        proxy = TcpProxy.before(sshd.address());
        sshd.allow(
                "systemctl stop " + TIMER,
                "systemctl start " + TIMER,
                "systemctl stop " + QUEUE,
                "systemctl start " + QUEUE,
                "systemctl stop " + IDLE,
                "systemctl start " + IDLE);
        sshd.stopped(TIMER, false);
        sshd.stopped(QUEUE, false);
        sshd.stopped(IDLE, true);
        Files.createDirectory(folder.resolve("state"));
        Files.writeString(folder.resolve("known_hosts"), sshd.knownAt(port()));
        seen = sshd.changedUnits().size();
    }

    @AfterEach
    void unplug() {
        sshd.refuse(QUEUE, false);
        proxy.close();
    }

    @Test
    void a_fence_goes_up_and_comes_down_again_and_only_what_ran_is_started() throws IOException {
        assertThat(perform(Way.TAKE, 7, "up"))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        it -> assertThat(it.evidence())
                                .contains("fenced is there", "`on` ended with 0", QUEUE + " is inactive", "the proof"));
        assertThat(Files.readString(flag())).isEqualTo("traffic of shop goes to eu-central\n");
        assertThat(maintenance()).exists();
        assertThat(changed()).containsExactly("stop " + TIMER, "stop " + QUEUE);

        assertThat(perform(Way.TAKE, 7, "up")).isInstanceOf(Outcome.Applied.class);
        assertThat(changed()).as("a repeated order stops nothing").isEmpty();

        assertThat(perform(Way.TAKE_BACK, 6, "late"))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        it -> assertThat(it.problem().code()).isEqualTo(FaultCode.FENCED));
        assertThat(flag()).exists();

        assertThat(perform(Way.TAKE_BACK, 8, "down"))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class, it -> assertThat(it.evidence()).contains("fenced is gone"));
        assertThat(flag()).doesNotExist();
        assertThat(maintenance()).doesNotExist();
        assertThat(changed()).containsExactly("start " + QUEUE, "start " + TIMER);

        assertThat(perform(Way.TAKE_BACK, 8, "down"))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class, it -> assertThat(it.evidence()).contains("no fence of ours stands"));
        for (long epoch : new long[] {7, 8}) {
            assertThat(perform(Way.TAKE, epoch, "up"))
                    .as("held up on its way")
                    .isInstanceOfSatisfying(
                            Outcome.Untouched.class,
                            it -> assertThat(it.problem().code()).isEqualTo(FaultCode.FENCED));
        }
        assertThat(changed()).isEmpty();
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void a_unit_that_cannot_be_stopped_is_a_hole_that_is_named_and_all_else_is_done() {
        sshd.refuse(QUEUE, true);
        assertThat(perform(Way.TAKE, 7, "up"))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        it -> assertThat(it.problem().sentence())
                                .contains("stop " + QUEUE + " ended with 1 (Job for " + QUEUE + " failed)"));
        assertThat(sshd.isStopped(TIMER)).isTrue();
        assertThat(flag()).exists();
        sshd.refuse(QUEUE, false);
        assertThat(perform(Way.TAKE, 7, "up")).isInstanceOf(Outcome.Applied.class);
        assertThat(sshd.isStopped(QUEUE)).isTrue();
    }

    @Test
    void wherever_the_connection_is_cut_what_ran_is_not_forgotten() throws IOException {
        proxy.cutAfter(Long.MAX_VALUE);
        assertThat(perform(Way.TAKE, 7, "up")).isInstanceOf(Outcome.Applied.class);
        long up = proxy.relayed();
        proxy.cutAfter(Long.MAX_VALUE);
        assertThat(perform(Way.TAKE_BACK, 7, "down")).isInstanceOf(Outcome.Applied.class);
        long down = proxy.relayed();
        int cuts = 4;
        for (int i = 0; i < cuts; i++) {
            proxy.cutAfter(up / 4 + up * 3 * i / (4 * cuts));
            var raised = perform(Way.TAKE, 8 + i, "up-" + i);
            if (!(raised instanceof Outcome.Unknown)) {
                assertThat(sshd.isStopped(TIMER)).as("cut %s: %s", i, raised).isFalse();
            }
            proxy.cutAfter(Long.MAX_VALUE);
            assertThat(perform(Way.TAKE, 8 + i, "up-" + i)).as("cut %s", i).isInstanceOf(Outcome.Applied.class);
            assertThat(sshd.isStopped(TIMER) && sshd.isStopped(QUEUE)).isTrue();
            proxy.cutAfter(down / 4 + down * 3 * i / (4 * cuts));
            var lowered = perform(Way.TAKE_BACK, 8 + i, "down-" + i);
            proxy.cutAfter(Long.MAX_VALUE);
            assertThat(perform(Way.TAKE_BACK, 8 + i, "down-" + i))
                    .as("cut %s after %s", i, lowered)
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(sshd.isStopped(TIMER) || sshd.isStopped(QUEUE))
                    .as("cut %s after %s", i, lowered)
                    .isFalse();
            assertThat(sshd.isStopped(IDLE)).isTrue();
            assertThat(flag()).doesNotExist();
            assertThat(leftOvers()).isEmpty();
        }
    }

    @Test
    void a_change_that_was_held_up_on_the_way_is_not_made_once_another_order_came() throws Exception {
        var late = folder.resolve("late");
        try (var connection = Connection.open(new ServerAddress("127.0.0.1", port()), access(), Deadline.in(LIMIT));
                var files = connection.files()) {
            var mode = new FileAttributes.Builder().withPermissions(0644).build();
            var early = new Ground(files, flag().toString(), order(Way.TAKE, 7, "early"));
            early.claim(mode);
            var held = early.guarded(List.of("touch", late.toString()));
            new Ground(files, flag().toString(), order(Way.TAKE_BACK, 7, "later")).claim(mode);
            assertThat(connection.run(held, Deadline.in(LIMIT)))
                    .isInstanceOfSatisfying(
                            ProgramEnd.Exited.class, it -> assertThat(it.code()).isEqualTo(Ground.OVERTAKEN));
        }
        assertThat(late).doesNotExist();
    }

    @Test
    void preflight_tells_what_would_leave_a_hole_and_changes_nothing() throws IOException {
        for (var unit : List.of(TIMER, QUEUE, IDLE)) sshd.unit(unit, CONDITION + flag() + "\n");
        assertThat(performer().preflight(LIMIT)).isEmpty();
        sshd.unit(QUEUE, "[Unit]\n");
        sshd.allow("systemctl stop " + TIMER);
        assertThat(performer().preflight(LIMIT))
                .extracting(Finding::sentence)
                .anySatisfy(it -> assertThat(it).contains("sudo does not allow `sudo -n systemctl start " + TIMER))
                .anySatisfy(it -> assertThat(it)
                        .contains(QUEUE + " would run again after a restart", "ConditionPathExists=!" + flag()))
                .noneSatisfy(it -> assertThat(it).contains("systemctl stop " + TIMER));
        assertThat(changed()).isEmpty();
        assertThat(leftOvers()).isEmpty();
    }

    private Outcome perform(Way way, long epoch, String step) {
        return performer().perform(order(way, epoch, step), LIMIT);
    }

    private SshFencePerformer performer() {
        return new SshFencePerformer(new MeasureSettings.SshFence(
                new MeasureId("fence-ssh"),
                access(),
                Map.of(EAST, List.of(new ServerAddress("127.0.0.1", port()))),
                flag().toString(),
                Optional.of(List.of("touch", maintenance().toString())),
                Optional.of(List.of("rm", "-f", maintenance().toString())),
                List.of(TIMER, QUEUE, IDLE),
                Optional.of(List.of("test", "-e", maintenance().toString()))));
    }

    private SshAccess access() {
        return new SshAccess(
                System.getProperty("user.name"), Secret.of(sshd.key()), folder.resolve("known_hosts"), true);
    }

    private int port() {
        return proxy.address().getPort();
    }

    private Path flag() {
        return folder.resolve("state/fenced");
    }

    private Path maintenance() {
        return folder.resolve("maintenance");
    }

    /** What was changed since the last look. */
    private List<String> changed() {
        var all = sshd.changedUnits();
        var news = all.subList(seen, all.size());
        seen = all.size();
        return news;
    }

    private List<String> leftOvers() throws IOException {
        try (var names = Files.list(folder.resolve("state"))) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains(".new-"))
                    .toList();
        }
    }

    private static MeasureOrder order(Way way, long epoch, String step) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("fence-ssh"),
                Measure.Kind.FENCE,
                way,
                EAST,
                EAST,
                WEST,
                new Epoch(epoch),
                "shop/" + step);
    }
}

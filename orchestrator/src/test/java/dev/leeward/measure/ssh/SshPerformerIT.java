package dev.leeward.measure.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.Measure;
import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.joint.Deadline;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class SshPerformerIT {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("eu-central");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String UNIT = "php8.2-fpm.service";
    private static final String BEFORE = """
            # kept
            AWS_REGION=us-east-1
            LEEWARD_EPOCH=3
            """;
    private static final String AFTER = """
            # kept
            AWS_REGION=eu-central-1
            LEEWARD_EPOCH=7
            SHOP_NAME="the \\"shop\\""
            """;
    private static final Map<String, String> VALUES = Map.of("AWS_REGION", "eu-central-1", "SHOP_NAME", "the \"shop\"");

    private SshServer sshd;

    @TempDir
    Path folder;

    private TcpProxy proxy;

    @SuppressWarnings("NullAway.Init") // JUnit starts the server before the tests, and a proxy before each.
    SshPerformerIT() {}

    @BeforeAll
    void start(@TempDir Path server) {
        sshd = SshServer.start(server);
        sshd.allow("systemctl restart " + UNIT);
    }

    @AfterAll
    void stop() {
        sshd.close();
    }

    @BeforeEach
    void host() throws IOException {
        proxy = TcpProxy.before(sshd.address());
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(file(), BEFORE);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        Files.writeString(folder.resolve("known_hosts"), sshd.knownAt(port()));
    }

    @AfterEach
    void unplug() {
        sshd.refuse(UNIT, false);
        proxy.close();
    }

    @Test
    void settings_are_put_into_the_file_in_one_go_and_the_application_takes_them() throws IOException {
        int before = sshd.changedUnits().size();
        assertThat(perform(order(7, "a")))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        it -> assertThat(it.evidence())
                                .contains(
                                        "restart " + UNIT,
                                        UNIT + " is active",
                                        "the proof ended with 0 (AWS_REGION=eu-central-1)"));
        assertThat(Files.readString(file())).isEqualTo(AFTER);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-r-----");
        assertThat(sshd.changedUnits().subList(before, sshd.changedUnits().size()))
                .containsExactly("restart " + UNIT);
        assertThat(Files.readString(folder.resolve("etc/env.bak-shop-a"))).isEqualTo(BEFORE);

        assertThat(perform(order(7, "a")))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class, it -> assertThat(it.evidence()).contains("had these settings already"));
        assertThat(sshd.changedUnits()).as("a repeated order restarts nothing").hasSize(before + 1);

        assertThat(perform(order(6, "late")))
                .isInstanceOfSatisfying(
                        Outcome.Untouched.class,
                        it -> assertThat(it.problem().code()).isEqualTo(FaultCode.FENCED));
        assertThat(Files.readString(file())).isEqualTo(AFTER);
        assertThat(leftOvers()).isEmpty();
    }

    @Test
    void owner_and_group_of_the_file_are_kept() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) return;
        Files.setAttribute(file(), "unix:uid", 65_534);
        Files.setAttribute(file(), "unix:gid", 65_534);
        assertThat(perform(order(7, "a"))).isInstanceOf(Outcome.Applied.class);
        assertThat(Files.readString(file())).isEqualTo(AFTER);
        assertThat(Files.readAttributes(file(), "unix:uid,gid"))
                .containsEntry("uid", 65_534)
                .containsEntry("gid", 65_534);
    }

    @Test
    void what_breaks_the_application_is_taken_back() throws IOException {
        var performer = performer(sshd.key(), List.of("grep", "-q", "us-east-1", file().toString()));
        assertThat(performer.perform(order(7, "a"), LIMIT)).isInstanceOfSatisfying(Outcome.Untouched.class, it -> {
            assertThat(it.problem().code()).isEqualTo(FaultCode.UNSAFE);
            assertThat(it.problem().sentence()).contains("were taken back", "the proof ended with 1");
        });
        assertThat(Files.readString(file())).isEqualTo(BEFORE);
        assertThat(leftOvers()).isEmpty();

        sshd.refuse(UNIT, true);
        assertThat(perform(order(8, "b")))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        it -> assertThat(it.problem().sentence())
                                .contains("Job for " + UNIT + " failed", "those of before stand again"));
        assertThat(Files.readString(file())).isEqualTo(BEFORE);
    }

    @Test
    void a_host_with_another_key_or_none_that_is_known_is_not_spoken_to() throws IOException {
        Files.writeString(folder.resolve("known_hosts"), sshd.mistakenAt(port()));
        assertThat(problem(perform(order(7, "a"))).sentence())
                .contains("another key", "SHA256:", "ssh-keyscan -p " + port());
        Files.writeString(folder.resolve("known_hosts"), "");
        var unknown = problem(perform(order(7, "a")));
        assertThat(unknown.sentence()).contains("is not known", "SHA256:");
        assertThat(unknown.retryable()).isFalse();
        assertThat(Files.readString(file())).isEqualTo(BEFORE);
    }

    @Test
    void a_key_that_is_not_let_in_or_is_none_is_said_and_not_shown() {
        var stranger = problem(performer(sshd.strangersKey(), proof()).perform(order(7, "a"), LIMIT));
        assertThat(stranger.code()).isEqualTo(FaultCode.UNAUTHENTICATED);
        assertThat(stranger.sentence()).contains("authorized_keys");
        var none = problem(performer("not a key", proof()).perform(order(7, "a"), LIMIT));
        assertThat(none.sentence()).contains("ssh-keygen").doesNotContain("not a key");
    }

    @Test
    void a_host_that_says_nothing_takes_no_longer_than_it_may() {
        proxy.set(TcpProxy.Mode.LOSE_REPLIES);
        long start = System.nanoTime();
        var outcome = performer(sshd.key(), proof()).perform(order(7, "a"), Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(problem(outcome).retryable()).isTrue();
        proxy.set(TcpProxy.Mode.REFUSE);
        assertThat(problem(perform(order(7, "a"))).code()).isEqualTo(FaultCode.UNAVAILABLE);
    }

    @Test
    void wherever_the_connection_is_cut_the_file_is_whole_and_a_repeat_comes_to_the_end() throws IOException {
        proxy.cutAfter(Long.MAX_VALUE);
        assertThat(perform(order(7, "a"))).isInstanceOf(Outcome.Applied.class);
        long all = proxy.relayed();
        int cuts = 12;
        for (int i = 0; i < cuts; i++) {
            Files.writeString(file(), BEFORE);
            var order = order(8 + i, "cut-" + i);
            proxy.cutAfter(all / 4 + all * 3 * i / (4 * cuts));
            var outcome = perform(order);
            var text = Files.readString(file());
            var wanted = AFTER.replace("EPOCH=7", "EPOCH=" + (8 + i));
            assertThat(text).as("cut %s of %s: %s", i, cuts, outcome).isIn(BEFORE, wanted);
            if (!text.equals(BEFORE)) assertThat(outcome).isNotInstanceOf(Outcome.Untouched.class);
            proxy.cutAfter(Long.MAX_VALUE);
            assertThat(perform(order)).as("after cut %s: %s", i, outcome).isInstanceOf(Outcome.Applied.class);
            assertThat(Files.readString(file())).isEqualTo(wanted);
            assertThat(leftOvers()).isEmpty();
        }
    }

    @Test
    void an_order_that_was_held_up_puts_nothing_into_place_once_a_later_one_came() throws Exception {
        var access = new SshAccess(
                System.getProperty("user.name"), Secret.of(sshd.key()), folder.resolve("known_hosts"), true);
        var host = new ServerAddress("127.0.0.1", port());
        try (var connection = Connection.open(host, access, Deadline.in(LIMIT));
                var files = connection.files()) {
            var like = files.read(file().toString(), 1_000).orElseThrow().attributes();
            var early = new Ground(files, file().toString(), order(7, "early"));
            early.claim(like);
            var prepared = file() + ".new-early";
            files.create(prepared, new byte[] {'#', '\n'}, like);
            new Ground(files, file().toString(), order(8, "later")).claim(like);
            assertThat(refusal(() -> files.rename(prepared, file().toString())))
                    .as("between looking and renaming")
                    .isEqualTo(FaultCode.NOT_FOUND);
            assertThat(refusal(() -> early.put(file().toString(), new byte[] {'#', '\n'}, like)))
                    .as("before preparing")
                    .isEqualTo(FaultCode.FENCED);
            assertThat(refusal(() -> early.claim(like))).isEqualTo(FaultCode.FENCED);
        }
        assertThat(Files.readString(file())).isEqualTo(BEFORE);
        assertThat(leftOvers()).isEmpty();
    }

    private interface Attempt {
        void make() throws IOException, HostException;
    }

    private static FaultCode refusal(Attempt attempt) throws IOException {
        try {
            attempt.make();
        } catch (HostException e) {
            return e.problem().code();
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void preflight_tells_what_would_fail_and_changes_nothing() throws IOException {
        assertThat(performer(sshd.key(), proof()).preflight(LIMIT)).isEmpty();
        sshd.allow("systemctl restart other.service");
        Files.writeString(file(), "export A=b\n");
        var findings = performer(sshd.key(), proof()).preflight(LIMIT);
        sshd.allow("systemctl restart " + UNIT);
        assertThat(findings)
                .extracting(Finding::sentence)
                .anySatisfy(
                        it -> assertThat(it).contains("sudo does not allow `sudo -n systemctl restart " + UNIT + "`"));
        assertThat(findings)
                .extracting(Finding::sentence)
                .anySatisfy(it -> assertThat(it).contains("would be left alone: line 1"));
        try (var names = Files.list(folder.resolve("etc"))) {
            assertThat(names).containsExactly(file());
        }
    }

    private Outcome perform(MeasureOrder order) {
        return performer(sshd.key(), proof()).perform(order, LIMIT);
    }

    private List<String> proof() {
        return List.of("grep", "AWS_REGION", file().toString());
    }

    private SshPerformer performer(String key, List<String> proof) {
        var access =
                new SshAccess(System.getProperty("user.name"), Secret.of(key), folder.resolve("known_hosts"), true);
        var hosts = Map.of(WEST, List.of(new ServerAddress("127.0.0.1", port())));
        return new SshPerformer(new MeasureSettings.BySsh(
                new MeasureId("settings"),
                access,
                hosts,
                file().toString(),
                Map.of(WEST, VALUES),
                List.of(),
                List.of(UNIT),
                Optional.of(proof)));
    }

    private int port() {
        return proxy.address().getPort();
    }

    private Path file() {
        return folder.resolve("etc/env");
    }

    private List<String> leftOvers() throws IOException {
        try (var names = Files.list(folder.resolve("etc"))) {
            return names.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains(".new-"))
                    .toList();
        }
    }

    private static Problem problem(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Untouched(Problem problem) -> problem;
            case Outcome.Unknown(Problem problem) -> problem;
            case Outcome.Applied applied -> throw new AssertionError("expected a problem, was " + applied);
        };
    }

    private static MeasureOrder order(long epoch, String step) {
        return new MeasureOrder(
                new ServiceName("shop"),
                new MeasureId("settings"),
                Measure.Kind.SETTINGS,
                Way.TAKE,
                WEST,
                EAST,
                WEST,
                new Epoch(epoch),
                "shop/" + step);
    }
}

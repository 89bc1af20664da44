package dev.leeward.steering.rfc2136;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.SteeringPlan;
import dev.leeward.steering.Verification;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.steering.authority.DelegationAuthority;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second implementation of the same standard, so that nothing of ours leans on the habits of the first. */
final class KnotTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<RegionName, Endpoints> REGIONS = Map.of(
            ActuatorRig.HOME,
            Endpoints.of(RecordType.A, "192.0.2.1"),
            ActuatorRig.AWAY,
            Endpoints.of(RecordType.A, "198.51.100.1", "198.51.100.2"));

    private final Path folder;
    private final int port = Ports.free();
    private final LocalProcess knot;

    KnotTest(@TempDir Path folder) throws IOException {
        String knotd = Needs.program("knotd").toString();
        this.folder = folder.toRealPath();
        Files.writeString(this.folder.resolve("zone.db"), """
                $ORIGIN example.net.
                @ 300 IN SOA ns1 hostmaster 1 3600 600 86400 60
                @ 300 IN NS ns1
                ns1 300 IN A 127.0.0.1
                www 300 IN A 192.0.2.1
                other 300 IN A 192.0.2.1
                """);
        Path configuration = Files.writeString(this.folder.resolve("knot.conf"), configuration());
        this.knot = LocalProcess.start(this.folder, knotd, "-c", configuration.toString());
    }

    @BeforeEach
    void awaitZone() {
        knot.awaitReady("has loaded the zone", LIMIT, () -> knot.output().contains("[example.net.] loaded"));
        knot.awaitPort(port, LIMIT);
    }

    @AfterEach
    void stop() {
        knot.close();
    }

    @Test
    void the_documented_rights_are_enough_to_move_and_come_home() {
        try (Rfc2136Actuator actuator = actuator("www")) {
            assertThat(actuator.preflight(LIMIT)).noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
            for (SteeringOrder order : List.of(order(ActuatorRig.AWAY, 1), order(ActuatorRig.HOME, 2))) {
                assertThat(actuator.apply(plan(actuator, order), LIMIT)).isInstanceOf(Outcome.Applied.class);
                assertThat(actuator.plan(order, LIMIT)).isInstanceOf(Planned.InPlace.class);
                assertThat(actuator.verify(order, LIMIT)).isInstanceOf(Verification.Proven.class);
            }
        }
    }

    @Test
    void a_late_plan_is_fenced() {
        try (Rfc2136Actuator actuator = actuator("www")) {
            SteeringPlan late = plan(actuator, order(ActuatorRig.AWAY, 1));
            assertThat(actuator.apply(plan(actuator, order(ActuatorRig.HOME, 2)), LIMIT))
                    .isInstanceOf(Outcome.Applied.class);
            assertThat(code(actuator.apply(late, LIMIT))).isEqualTo(FaultCode.FENCED);
        }
    }

    @Test
    void a_missing_right_is_found_by_the_preflight() {
        try (Rfc2136Actuator actuator = actuator("other")) {
            assertThat(actuator.preflight(LIMIT))
                    .filteredOn(finding -> finding.severity() == Finding.Severity.ERROR)
                    .isNotEmpty();
            assertThat(actuator.apply(plan(actuator, order(ActuatorRig.AWAY, 1)), LIMIT))
                    .isInstanceOf(Outcome.Untouched.class);
        }
    }

    private static FaultCode code(Outcome outcome) {
        return ((Outcome.Untouched) outcome).problem().code();
    }

    private static SteeringPlan plan(Rfc2136Actuator actuator, SteeringOrder order) {
        return ((Planned.Ready) actuator.plan(order, LIMIT)).plan();
    }

    private static SteeringOrder order(RegionName to, long epoch) {
        return new SteeringOrder(ActuatorRig.SERVICE, to, REGIONS, TtlChoice.MOVING, new Epoch(epoch), "run-" + epoch);
    }

    private Rfc2136Actuator actuator(String record) {
        var place = new ServerPlace("127.0.0.1", port);
        var settings = AuthoritySettings.defaults().withServers(List.of(place));
        var target = new Rfc2136Target(place, "example.net", record, BindRig.STEADY, BindRig.MOVING, BindRig.key());
        return new Rfc2136Actuator(
                target, new DelegationAuthority(settings), new Recursor(List.of(), settings.patience()));
    }

    private String configuration() {
        return """
                server:
                  listen: 127.0.0.1@%d
                  rundir: %s
                  udp-workers: 1
                  tcp-workers: 1
                  background-workers: 1
                database:
                  storage: %s
                log:
                  - target: stderr
                    any: info
                key:
                  - id: %s
                    algorithm: hmac-sha256
                    secret: %s
                acl:
                  - id: leeward
                    key: %s
                    action: [query, update]
                    update-type: [A, AAAA, TXT]
                    update-owner: name
                    update-owner-match: equal
                    update-owner-name: [www, _leeward.www]
                zone:
                  - domain: example.net
                    storage: %s
                    file: zone.db
                    acl: leeward
                """.formatted(port, folder, folder, BindZone.KEY_NAME, BindZone.KEY_SECRET, BindZone.KEY_NAME, folder);
    }
}

package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Planned;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Against moto, an implementation of the API by other people: that requests are understood and answers are read as they come.
 * What moto is lenient about (batches that are not atomic, CREATE of what exists, instant INSYNC) is tried against the strict
 * emulator instead. The outcome is looked at with curl, which shares no code with us.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class MotoIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final RegionName US = new RegionName("us-east");
    private static final RegionName EU = new RegionName("eu-central");
    private static final Map<RegionName, Endpoints> REGIONS =
            Map.of(US, Endpoints.of(RecordType.A, "192.0.2.1"), EU, Endpoints.of(RecordType.A, "198.51.100.1"));

    private LocalProcess moto;
    private URI api;
    private Route53Client console;
    private Path folder;

    @SuppressWarnings("NullAway.Init") // JUnit starts moto before the tests.
    MotoIT() {}

    @BeforeAll
    void start(@TempDir Path given) {
        String program = Needs.program("moto_server", "curl").toString();
        folder = given;
        int port = Ports.free();
        moto = LocalProcess.start(folder, program, "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        api = URI.create("http://127.0.0.1:" + port);
        console = Route53Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(api)
                .credentialsProvider(credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Missing when starting failed.
    void stop() {
        if (console != null) console.close();
        if (moto != null) moto.close();
    }

    @Test
    void a_simple_record_moves_and_comes_home() {
        String zone = zone("simple.example");
        put(zone, set("www.simple.example", "192.0.2.1").build());
        try (Actuator actuator = actuator(zone, "www.simple.example", new Routing.Simple())) {
            move(actuator, EU, 1);
            assertThat(listing(zone)).contains("198.51.100.1").doesNotContain("192.0.2.1");
            assertThat(listing(zone)).contains("v=leeward1 epoch=1 op=run-1");
            move(actuator, US, 2);
            assertThat(listing(zone)).contains("192.0.2.1").doesNotContain("198.51.100.1");
            assertThat(((Reading.Found) actuator.read(LIMIT)).epoch()).isEqualTo(new Epoch(2));
        }
    }

    @Test
    void weights_are_flipped() {
        String zone = zone("weighted.example");
        put(
                zone,
                set("www.weighted.example", "192.0.2.1")
                        .setIdentifier("us")
                        .weight(255L)
                        .build());
        put(
                zone,
                set("www.weighted.example", "198.51.100.1")
                        .setIdentifier("eu")
                        .weight(0L)
                        .build());
        var routing = new Routing.Weighted(Map.of(US, "us", EU, "eu"));
        try (Actuator actuator = actuator(zone, "www.weighted.example", routing)) {
            move(actuator, EU, 1);
            var weights = console.listResourceRecordSets(list -> list.hostedZoneId(zone)).resourceRecordSets().stream()
                    .filter(set -> set.weight() != null)
                    .map(set -> set.setIdentifier() + "=" + set.weight())
                    .toList();
            assertThat(weights).containsExactlyInAnyOrder("us=0", "eu=255");
        }
    }

    @Test
    void a_name_among_hundreds_is_found() {
        String zone = zone("large.example");
        var changes = new ArrayList<Change>();
        for (int i = 0; i < 700; i++) {
            ResourceRecordSet set =
                    set("n%03d.large.example".formatted(i), "192.0.2.9").build();
            changes.add(Change.builder()
                    .action(ChangeAction.CREATE)
                    .resourceRecordSet(set)
                    .build());
        }
        console.changeResourceRecordSets(all -> all.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
        put(zone, set("n500.large.example", "192.0.2.1").build());
        try (Actuator actuator = actuator(zone, "n500.large.example", new Routing.Simple())) {
            assertThat(((Reading.Found) actuator.read(LIMIT)).answers(Endpoints.of(RecordType.A, "192.0.2.1")))
                    .isTrue();
        }
    }

    @Test
    void a_missing_zone_is_named_and_a_sound_one_has_no_errors() {
        try (Actuator actuator = actuator("Z0MISSING", "www.missing.example", new Routing.Simple())) {
            assertThat(((Reading.Unreadable) actuator.read(LIMIT)).problem().code())
                    .isEqualTo(FaultCode.NOT_FOUND);
        }
        String zone = zone("sound.example");
        put(zone, set("www.sound.example", "192.0.2.1").build());
        try (Actuator actuator = actuator(zone, "www.sound.example", new Routing.Simple())) {
            assertThat(actuator.preflight(LIMIT)).noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        }
    }

    private String zone(String name) {
        return console.createHostedZone(zone -> zone.name(name).callerReference(name))
                .hostedZone()
                .id();
    }

    private static ResourceRecordSet.Builder set(String name, String address) {
        return ResourceRecordSet.builder()
                .name(name)
                .type("A")
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(address).build());
    }

    private void put(String zone, ResourceRecordSet set) {
        Change upsert = Change.builder()
                .action(ChangeAction.UPSERT)
                .resourceRecordSet(set)
                .build();
        console.changeResourceRecordSets(all -> all.hostedZoneId(zone).changeBatch(batch -> batch.changes(upsert)));
    }

    private void move(Actuator actuator, RegionName to, long epoch) {
        var order = new SteeringOrder(
                new ServiceName("shop"), to, REGIONS, TtlChoice.MOVING, new Epoch(epoch), "run-" + epoch);
        Planned planned = actuator.plan(order, LIMIT);
        assertThat(planned).isInstanceOf(Planned.Ready.class);
        assertThat(actuator.apply(((Planned.Ready) planned).plan(), LIMIT)).isInstanceOf(Outcome.Applied.class);
        assertThat(actuator.plan(order, LIMIT)).isInstanceOf(Planned.InPlace.class);
    }

    /** What curl, signing by itself, is told of the zone. */
    private String listing(String zone) {
        try (LocalProcess curl = LocalProcess.start(
                folder,
                Needs.program("curl").toString(),
                "--silent",
                "--show-error",
                "--fail",
                "--noproxy",
                "*",
                "--aws-sigv4",
                "aws:amz:us-east-1:route53",
                "--user",
                "AKIDEXAMPLE:not-a-secret",
                api + "/2013-04-01/hostedzone/" + zone + "/rrset")) {
            assertThat(curl.exitCode(Duration.ofMinutes(1))).as(curl.output()).isZero();
            return curl.output();
        }
    }

    private Actuator actuator(String zone, String record, Routing routing) {
        var target = new Route53Target(
                zone,
                record,
                routing,
                Map.of(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                Optional.of(api),
                credentials());
        return new Route53Actuator(target, new SnapshotAuthority(), CallPace.documented());
    }

    private static StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret"));
    }
}

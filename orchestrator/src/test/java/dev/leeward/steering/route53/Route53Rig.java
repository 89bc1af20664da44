package dev.leeward.steering.route53;

import dev.leeward.emulator.route53.Fault;
import dev.leeward.emulator.route53.HostedZone;
import dev.leeward.emulator.route53.Operation;
import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.emulator.route53.Route53Emulator;
import dev.leeward.emulator.route53.ZoneSnapshot;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.testkit.ActuatorFault;
import dev.leeward.testkit.ActuatorRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The strict emulator with one name in one of the layouts. */
final class Route53Rig implements ActuatorRig {
    static final String NAME = "www.example.com";
    static final String MARK = "_leeward.www.example.com";
    static final String ZONE = "Z0123456789";
    static final Duration STEADY = Duration.ofMinutes(1);
    static final Duration MOVING = Duration.ofSeconds(20);
    private static final Pattern EPOCH = Pattern.compile("epoch=(\\d+)");

    final Route53Emulator emulator;
    final HostedZone zone;
    final SnapshotAuthority authority = new SnapshotAuthority();
    private final RecordLayout layout;
    private final Map<RegionName, Endpoints> endpoints;
    private final Actuator first;
    private final Actuator second;

    /** With the suite's default endpoints. */
    Route53Rig(RecordLayout layout) {
        this(layout, null);
    }

    Route53Rig(RecordLayout layout, @Nullable Map<RegionName, Endpoints> given) {
        try {
            this.emulator = Route53Emulator.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.layout = layout;
        this.endpoints = given == null ? ActuatorRig.super.endpoints() : given;
        this.zone = emulator.addZone(ZONE, "example.com");
        edit(Objects.requireNonNull(endpoints.get(HOME)).byType());
        emulator.serveTo(authority::publish);
        this.first = actuator(emulator.endpoint());
        this.second = actuator(emulator.endpoint());
    }

    /** An actuator with the real clock that need not pace itself. */
    Actuator actuator(URI api) {
        return actuator(target(api), Ticker.SYSTEM);
    }

    Actuator actuator(Route53Target target, Ticker ticker) {
        return new Route53Actuator(target, authority, new CallPace(1_000, 1_000, Ticker.SYSTEM), ticker);
    }

    Route53Target target(URI api) {
        return new Route53Target(
                ZONE,
                NAME,
                layout.routing(endpoints),
                Map.of(),
                STEADY,
                MOVING,
                Optional.of(api),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "not-a-secret")));
    }

    @Override
    public Map<RegionName, Endpoints> endpoints() {
        return endpoints;
    }

    @Override
    public Actuator actuator() {
        return first;
    }

    @Override
    public Actuator second() {
        return second;
    }

    @Override
    public Optional<Duration> ttl(TtlChoice choice) {
        return Optional.of(choice == TtlChoice.STEADY ? STEADY : MOVING);
    }

    @Override
    public Reading.Found standing() {
        var values = SnapshotAuthority.values(new ZoneSnapshot(zone.name(), zone.sets()));
        return new Reading.Found(values, standingTtl(), epoch());
    }

    private Optional<Duration> standingTtl() {
        return traffic()
                .filter(set -> set.content() instanceof RecordSet.Plain)
                .map(set -> ((RecordSet.Plain) set.content()).ttl())
                .min(Long::compare)
                .map(Duration::ofSeconds);
    }

    private Epoch epoch() {
        return zone.at(MARK).stream()
                .map(set -> EPOCH.matcher(set.content().toString()))
                .filter(found -> found.find())
                .map(found -> new Epoch(Long.parseLong(found.group(1))))
                .findFirst()
                .orElse(Epoch.NONE);
    }

    private Stream<RecordSet> traffic() {
        return zone.at(NAME).stream();
    }

    @Override
    public void edit(SortedMap<RecordType, SortedSet<String>> values) {
        long ttl = standingTtl().orElse(STEADY).toSeconds();
        for (RecordType type : RecordType.values()) {
            zone.drop(NAME, type.name());
            SortedSet<String> wanted = values.get(type);
            if (wanted != null) layout.put(zone, type, wanted, ttl, endpoints);
        }
        emulator.settle();
    }

    @Override
    public Optional<StateWatch> watch() {
        return Optional.of(new StateWatch() {
            @Override
            public List<SortedMap<RecordType, SortedSet<String>>> seen() {
                return authority.seen();
            }

            @Override
            public void close() {
                // The authority keeps what it saw anyway.
            }
        });
    }

    @Override
    public boolean inject(ActuatorFault fault) {
        switch (fault) {
            case UNREACHABLE -> emulator.outage(Fault.UNAVAILABLE);
            case REQUEST_LOST -> emulator.next(Operation.CHANGE, Fault.STALLED);
            case REPLY_LOST -> emulator.next(Operation.CHANGE, Fault.DONE_THEN_STALLED);
            case THROTTLED -> emulator.next(Operation.CHANGE, Fault.THROTTLING);
            case LATE_WITNESS -> authority.late(true);
            case HALF_DONE -> {
                return false; // a batch is whole or nothing
            }
        }
        return true;
    }

    @Override
    public void heal() {
        emulator.recover();
        authority.late(false);
    }

    @Override
    public int witnesses() {
        return 2;
    }

    /** A PRIMARY needs a health check, and where nothing stands there is none to keep. */
    @Override
    public boolean canStandEmpty() {
        return layout != RecordLayout.FAILOVER;
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public void close() {
        first.close();
        second.close();
        emulator.close();
    }
}

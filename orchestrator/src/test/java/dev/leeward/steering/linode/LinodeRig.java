package dev.leeward.steering.linode;

import dev.leeward.dns.ServerPlace;
import dev.leeward.emulator.dns.NameServer;
import dev.leeward.emulator.dns.Zone;
import dev.leeward.emulator.dns.ZoneStore;
import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeDomain;
import dev.leeward.emulator.linode.LinodeEmulator;
import dev.leeward.emulator.linode.LinodeFault;
import dev.leeward.emulator.linode.LinodeRecord;
import dev.leeward.region.RecordType;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.steering.authority.DelegationAuthority;
import dev.leeward.testkit.ActuatorFault;
import dev.leeward.testkit.ActuatorRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The actuator over the emulated API with two name servers behind it. Every request is judged when it is closed. */
final class LinodeRig implements ActuatorRig {
    static final String TOKEN = "rig-token";

    private static final Duration STEADY = Duration.ofMinutes(5);
    private static final Duration MOVING = Duration.ofSeconds(30);

    final ZoneStore zones = new ZoneStore();
    final LinodeEmulator api;
    final LinodeDomain domain;
    final NameServer first;
    final NameServer late;
    private final String record;
    private final LinodeDnsActuator actuator;
    private final LinodeDnsActuator second;

    LinodeRig() {
        this("www");
    }

    LinodeRig(String record) {
        this.record = record;
        try {
            api = LinodeEmulator.start(zones);
            first = NameServer.start(zones);
            late = NameServer.start(zones);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api.grant(TOKEN, "domains:read_write");
        domain = api.addDomain("example.com", 300);
        edit(Objects.requireNonNull(endpoints().get(HOME)).byType());
        actuator = newActuator(TOKEN);
        second = newActuator(TOKEN);
    }

    @Override
    public LinodeDnsActuator actuator() {
        return actuator;
    }

    @Override
    public Actuator second() {
        return second;
    }

    LinodeDnsActuator newActuator(String token) {
        return new LinodeDnsActuator(
                target(token),
                new DelegationAuthority(AuthoritySettings.defaults().withServers(List.of(place(first), place(late)))));
    }

    private static ServerPlace place(NameServer server) {
        return new ServerPlace(
                server.address().getHostString(), server.address().getPort());
    }

    LinodeDnsTarget target(String token) {
        return new LinodeDnsTarget(api.apiUrl(), "example.com", record, STEADY, MOVING, Secret.of(token));
    }

    @Override
    public Optional<Duration> ttl(TtlChoice choice) {
        return Optional.of(choice == TtlChoice.STEADY ? STEADY : MOVING);
    }

    /** The records of the steered name. */
    List<LinodeRecord> traffic() {
        return api.records(domain).stream()
                .filter(each -> each.name().equals(record) && !each.type().equals("TXT"))
                .toList();
    }

    /** The epochs of the marks, oldest first. */
    List<Long> marks() {
        String name = record.isEmpty() ? "_leeward" : "_leeward." + record;
        return api.records(domain).stream()
                .filter(each -> each.type().equals("TXT") && each.name().equals(name))
                .map(each -> Long.valueOf(each.target().replaceFirst("v=leeward1 epoch=(\\d+) .*", "$1")))
                .toList();
    }

    @Override
    public Reading.Found standing() {
        SortedMap<RecordType, SortedSet<String>> values = new TreeMap<>();
        for (LinodeRecord each : traffic()) {
            values.computeIfAbsent(RecordType.valueOf(each.type()), any -> new TreeSet<>())
                    .add(each.target());
        }
        Optional<Duration> ttl = traffic().stream()
                .map(each -> Duration.ofSeconds(each.ttlSec()))
                .min(Comparator.naturalOrder());
        long epoch = marks().stream().max(Comparator.naturalOrder()).orElse(0L);
        return new Reading.Found(values, ttl, new Epoch(epoch));
    }

    @Override
    public void edit(SortedMap<RecordType, SortedSet<String>> values) {
        traffic().forEach(api::removeRecord);
        values.forEach((type, all) ->
                all.forEach(value -> api.addRecord(domain, type.name(), record, value, (int) STEADY.toSeconds())));
    }

    @Override
    public boolean inject(ActuatorFault fault) {
        switch (fault) {
            case UNREACHABLE -> api.kill();
            case REQUEST_LOST -> {
                // The mark is what is written first.
                api.faults().always(LinodeCall.CREATE_RECORD, LinodeFault.timeOutBeforeApply());
                api.faults().always(LinodeCall.UPDATE_RECORD, LinodeFault.timeOutBeforeApply());
            }
            case REPLY_LOST -> api.faults().always(LinodeCall.UPDATE_RECORD, new LinodeFault.Break(true));
            case THROTTLED -> api.faults().always(LinodeFault.throttled(Duration.ofSeconds(7)));
            case HALF_DONE -> {
                api.faults().next(LinodeCall.UPDATE_RECORD, new LinodeFault.Meanwhile(() -> {}));
                api.faults().always(LinodeCall.UPDATE_RECORD, LinodeFault.unavailable(false));
            }
            case LATE_WITNESS -> late.freeze();
        }
        return true;
    }

    @Override
    public void heal() {
        api.faults().clear();
        late.recover();
        try {
            api.restart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int witnesses() {
        return 2;
    }

    @Override
    public Optional<StateWatch> watch() {
        List<SortedMap<RecordType, SortedSet<String>>> seen = new CopyOnWriteArrayList<>();
        Runnable stop = zones.watch(zone -> seen.add(served(zone)));
        return Optional.of(new StateWatch() {
            @Override
            public List<SortedMap<RecordType, SortedSet<String>>> seen() {
                return seen;
            }

            @Override
            public void close() {
                stop.run();
            }
        });
    }

    private SortedMap<RecordType, SortedSet<String>> served(Zone zone) {
        Name name = Name.fromConstantString(record.isEmpty() ? "example.com." : record + ".example.com.");
        SortedMap<RecordType, SortedSet<String>> values = new TreeMap<>();
        for (RecordType type : RecordType.values()) {
            for (Record each : zone.records()) {
                if (!each.getName().equals(name) || each.getType() != Type.value(type.name())) continue;
                values.computeIfAbsent(type, any -> new TreeSet<>())
                        .add(RecordValues.canonical(type, each.rdataToString()));
            }
        }
        return values;
    }

    @Override
    public void close() {
        actuator.close();
        second.close();
        first.close();
        late.close();
        api.close();
        LinodeDocument.OFFICIAL.judgeAll(api.requests());
    }
}

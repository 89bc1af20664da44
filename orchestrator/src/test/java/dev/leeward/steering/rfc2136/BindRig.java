package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Queries;
import dev.leeward.dns.Recursor;
import dev.leeward.dns.ServerPlace;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Actuator;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.authority.AuthoritySettings;
import dev.leeward.steering.authority.DelegationAuthority;
import dev.leeward.testkit.ActuatorFault;
import dev.leeward.testkit.ActuatorRig;
import dev.leeward.testkit.BindZone;
import dev.leeward.testkit.TcpProxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.Type;

/** The actuator before two real name servers; looks at them and edits them with {@code dig} and {@code nsupdate}. */
final class BindRig implements ActuatorRig {
    static final String ZONE = "example.net";
    static final String WWW = "www.example.net";
    static final String EPOCH = "_leeward.www.example.net";
    static final Duration STEADY = Duration.ofMinutes(5);
    static final Duration MOVING = Duration.ofSeconds(30);

    private final BindPair servers;
    private final TcpProxy proxy;
    private final Actuator first;
    private final Actuator second;

    /** Puts the zone of {@code servers} into its first state. */
    BindRig(BindPair servers) {
        this.servers = servers;
        this.proxy = TcpProxy.before(servers.primary().address());
        servers.primary().update("del " + EPOCH);
        edit(Objects.requireNonNull(endpoints().get(HOME)).byType());
        this.first = actuator(key(), Clock.systemUTC());
        this.second = actuator(key(), Clock.systemUTC());
    }

    static TsigKey key() {
        return new TsigKey(BindZone.KEY_NAME, TsigAlgorithm.HMAC_SHA256, () -> BindZone.KEY_SECRET);
    }

    /** An actuator of this target with another key or clock. */
    Rfc2136Actuator actuator(TsigKey key, Clock clock) {
        return actuator("www", key, clock);
    }

    /** An actuator of another record of the zone. */
    Rfc2136Actuator actuator(String record, TsigKey key, Clock clock) {
        var place = new ServerPlace("127.0.0.1", proxy.address().getPort());
        var target = new Rfc2136Target(place, ZONE, record, STEADY, MOVING, key);
        return new Rfc2136Actuator(target, authority(), recursor(), clock);
    }

    DelegationAuthority authority() {
        return new DelegationAuthority(servers.settings());
    }

    static Recursor recursor() {
        return new Recursor(List.of(), AuthoritySettings.defaults().patience());
    }

    TcpProxy proxy() {
        return proxy;
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
        var values = new TreeMap<RecordType, SortedSet<String>>();
        var ttls = new TreeSet<Duration>();
        for (RecordType type : RecordType.values()) {
            for (String line : servers.primary().dig("+noall", "+answer", WWW, type.name())) {
                String[] words = line.split("\\s+");
                if (!words[3].equals(type.name())) continue;
                ttls.add(Duration.ofSeconds(Long.parseLong(words[1])));
                String value = words[4].endsWith(".") ? words[4].substring(0, words[4].length() - 1) : words[4];
                values.computeIfAbsent(type, t -> new TreeSet<>()).add(value);
            }
        }
        SortedSet<String> texts = servers.primary().answer(EPOCH, "TXT");
        Epoch epoch = texts.isEmpty()
                ? Epoch.NONE
                : new Epoch(Long.parseLong(texts.first().replaceAll("\\D*1 epoch=|\"", "")));
        return new Reading.Found(values, ttls.isEmpty() ? Optional.empty() : Optional.of(ttls.first()), epoch);
    }

    @Override
    public void edit(SortedMap<RecordType, SortedSet<String>> values) {
        var commands = new ArrayList<String>();
        commands.add("del " + WWW);
        values.forEach((type, all) ->
                all.forEach(value -> commands.add("add %s %d %s %s".formatted(WWW, STEADY.toSeconds(), type, value))));
        servers.primary().update(commands.toArray(String[]::new));
    }

    @Override
    public Optional<StateWatch> watch() {
        return Optional.of(new AnyWatch(() -> servers.primary().address(), Queries.absolute(WWW), Type.ANY));
    }

    @Override
    public boolean inject(ActuatorFault fault) {
        switch (fault) {
            case UNREACHABLE -> proxy.set(TcpProxy.Mode.REFUSE);
            case REQUEST_LOST -> proxy.set(TcpProxy.Mode.LOSE_REQUESTS);
            case REPLY_LOST -> proxy.set(TcpProxy.Mode.LOSE_REPLIES);
            case LATE_WITNESS -> servers.secondary().stall();
            case THROTTLED, HALF_DONE -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void heal() {
        proxy.set(TcpProxy.Mode.PASS);
        servers.secondary().resume();
    }

    @Override
    public int witnesses() {
        return 2;
    }

    @Override
    public boolean atomic() {
        return true;
    }

    @Override
    public void close() {
        heal();
        proxy.close();
        first.close();
        second.close();
    }

    /** Time for a question between two machines on loopback. */
    static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }
}

package dev.leeward.steering.route53;

import dev.leeward.emulator.route53.RecordSet;
import dev.leeward.emulator.route53.ZoneSnapshot;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.steering.Authority;
import dev.leeward.steering.Verification;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Two name servers that answer what the emulated control plane published, the second one perhaps late. */
final class SnapshotAuthority implements Authority {
    private final List<SortedMap<RecordType, SortedSet<String>>> seen = new CopyOnWriteArrayList<>();
    private volatile @Nullable ZoneSnapshot first;
    private volatile @Nullable ZoneSnapshot second;
    private volatile boolean late;

    void publish(ZoneSnapshot snapshot) {
        first = snapshot;
        if (!late) second = snapshot;
        seen.add(values(snapshot));
    }

    void late(boolean on) {
        late = on;
        if (!on) second = first;
    }

    List<SortedMap<RecordType, SortedSet<String>>> seen() {
        return seen;
    }

    @Override
    public Verification ask(String name, Endpoints expected, Duration atMost, Duration limit) {
        if (!name.equals(Route53Rig.NAME)) {
            return new Verification.Unseen(Problem.lasting(FaultCode.NOT_FOUND, "nobody serves " + name));
        }
        var witnesses = List.of(witness("ns-1", first, expected, atMost), witness("ns-2", second, expected, atMost));
        return witnesses.stream().allMatch(w -> w.state() == Verification.State.CURRENT)
                ? new Verification.Proven(witnesses)
                : new Verification.NotYet(witnesses);
    }

    private static Verification.Witness witness(
            String server, @Nullable ZoneSnapshot snapshot, Endpoints expected, Duration atMost) {
        if (snapshot == null) return new Verification.Witness(server, Verification.State.NO_SUCH_NAME, "empty");
        boolean current = values(snapshot).equals(expected.byType()) && ttl(snapshot) <= atMost.toSeconds();
        return new Verification.Witness(
                server,
                current ? Verification.State.CURRENT : Verification.State.STALE,
                values(snapshot).toString());
    }

    static SortedMap<RecordType, SortedSet<String>> values(ZoneSnapshot snapshot) {
        var values = new TreeMap<RecordType, SortedSet<String>>();
        for (RecordType type : RecordType.values()) {
            var here = new TreeSet<String>();
            for (RecordSet set : snapshot.answered(Route53Rig.NAME, type.name())) {
                if (set.content() instanceof RecordSet.Plain plain) {
                    plain.values().forEach(value -> here.add(type == RecordType.CNAME ? withoutDot(value) : value));
                }
            }
            if (!here.isEmpty()) values.put(type, here);
        }
        return values;
    }

    private static long ttl(ZoneSnapshot snapshot) {
        return snapshot.sets().stream()
                .filter(set -> set.name().equals(Route53Rig.NAME + ".") && set.content() instanceof RecordSet.Plain)
                .mapToLong(set -> ((RecordSet.Plain) set.content()).ttl())
                .max()
                .orElse(0);
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}

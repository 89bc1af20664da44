package dev.leeward.emulator.route53;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedCollection;
import java.util.TreeMap;

/** The sets of one zone, changed by whole batches only. Thread-safe. */
public final class HostedZone {
    private static final long SOA_TTL = 900;
    private static final long NS_TTL = 172_800;

    private final String id;
    private final String name;
    private TreeMap<RecordSet.Key, RecordSet> sets = new TreeMap<>();

    HostedZone(String id, String name) {
        this.id = id;
        this.name = DomainNames.canonical(name);
        put(RecordSet.simple(name, "NS", NS_TTL, "ns-1.emulated.example.", "ns-2.emulated.example."));
        put(RecordSet.simple(name, "SOA", SOA_TTL, "ns-1.emulated.example. hostmaster.example. 1 7200 900 1209600 60"));
    }

    /** The zone's id without any prefix. */
    public String id() {
        return id;
    }

    /** The zone's name, with the last dot. */
    public String name() {
        return name;
    }

    /** All sets in the order in which they are listed. */
    public synchronized List<RecordSet> sets() {
        return List.copyOf(sets.values());
    }

    /** The sets of one name, of every type. */
    public List<RecordSet> at(String name) {
        String wanted = DomainNames.canonical(name);
        return sets().stream().filter(set -> set.name().equals(wanted)).toList();
    }

    /** Puts a set there, as somebody at the console would, whatever stood there before. */
    public synchronized void put(RecordSet set) {
        sets.put(set.key(), set);
    }

    /** Takes every set of {@code name} and {@code type} away, whatever its identifier. */
    public synchronized void drop(String name, String type) {
        String gone = DomainNames.canonical(name);
        sets.keySet().removeIf(key -> key.name().equals(gone) && key.type().equals(type));
    }

    /** The sets at {@code from} and after it, {@code count} of them at most and one more, which tells whether more follow. */
    synchronized SequencedCollection<RecordSet> from(RecordSet.Key from, int count) {
        return sets.tailMap(from, true).values().stream().limit(count + 1L).toList();
    }

    /**
     * Carries out all of {@code batch} or nothing of it.
     *
     * @return why not, in Route 53's words; empty when it was done
     */
    synchronized List<String> change(List<Change> batch) {
        var wrong = new ArrayList<String>(BatchRules.limits(batch));
        var after = new TreeMap<>(sets);
        for (Change change : batch) {
            wrong.addAll(BatchRules.set(change.set(), name));
            carryOut(change, after, wrong);
        }
        wrong.addAll(ZoneRules.broken(name, after.values(), batch));
        if (wrong.isEmpty()) sets = after;
        return wrong;
    }

    private static void carryOut(Change change, Map<RecordSet.Key, RecordSet> after, List<String> wrong) {
        RecordSet set = change.set();
        switch (change.action()) {
            case CREATE -> {
                if (after.putIfAbsent(set.key(), set) != null) {
                    wrong.add("Tried to create resource record set " + set.key() + " but it already exists");
                }
            }
            case UPSERT -> after.put(set.key(), set);
            case DELETE -> {
                RecordSet stands = after.get(set.key());
                if (stands == null) {
                    wrong.add("Tried to delete resource record set " + set.key() + " but it was not found");
                } else if (!stands.equals(set)) {
                    wrong.add("Tried to delete resource record set " + set.key()
                            + " but the values provided do not match the current values");
                } else {
                    after.remove(set.key());
                }
            }
        }
    }
}

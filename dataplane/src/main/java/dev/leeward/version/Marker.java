package dev.leeward.version;

import dev.leeward.item.Bytes;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Optional;

/**
 * What Leeward writes onto the copies it makes, so that the stream shows whose write a record is. It is sealed to version,
 * purpose, region, table, key and content: an application's change of the content, a copy under another key and a copy
 * carried to another region break the seal. The seal is no secret; it guards against accidents, not against malice.
 *
 * @param version the version that the item is a copy of
 * @param deletes whether the item is about to be deleted by that version
 * @param seal what binds all of it
 */
public record Marker(Version version, boolean deletes, Bytes seal) {
    private static final String MILLIS = "millis";
    private static final String COUNTER = "counter";
    private static final String REGION = "region";
    private static final String EXPIRED = "expired";
    private static final String DELETES = "deletes";
    private static final String SEAL = "seal";

    /** The marker of a copy of {@code item} in {@code replica}. */
    public static Marker on(Replica replica, ItemKey key, Item item, Version version, boolean deletes) {
        return new Marker(version, deletes, sealOf(replica, key, item, version, deletes));
    }

    /** The marker of an item, if it has one that is true of its content. */
    public static Optional<Marker> of(Replica replica, ItemKey key, Item item) {
        return item.marker()
                .flatMap(Marker::parse)
                .filter(marker -> marker.seal.equals(sealOf(replica, key, item, marker.version, marker.deletes)));
    }

    /** The marker that an item bears, whether or not it is true of its content any more. */
    public static Optional<Marker> borneBy(Item item) {
        return item.marker().flatMap(Marker::parse);
    }

    /** The marker as an attribute. */
    public Value toValue() {
        var entries = new HashMap<String, Value>();
        entries.put(MILLIS, Value.N.of(version.millis()));
        entries.put(COUNTER, Value.N.of(version.counter()));
        entries.put(REGION, new Value.S(version.region().value()));
        entries.put(DELETES, new Value.Bool(deletes));
        entries.put(SEAL, new Value.B(seal));
        if (version.isExpired()) entries.put(EXPIRED, new Value.Bool(true));
        return Value.M.of(entries);
    }

    private static Bytes sealOf(Replica replica, ItemKey key, Item item, Version version, boolean deletes) {
        Digest content = replica.digest(key, item);
        return content.with(replica.region().value(), version.toString(), deletes ? "deletes" : "copy")
                .bits();
    }

    private static Optional<Marker> parse(Value value) {
        if (value instanceof Value.M map
                && map.entries().size() == (isExpired(map) ? 6 : 5)
                && map.entries().get(MILLIS) instanceof Value.N(BigDecimal millis)
                && map.entries().get(COUNTER) instanceof Value.N(BigDecimal counter)
                && map.entries().get(REGION) instanceof Value.S(String region)
                && map.entries().get(DELETES) instanceof Value.Bool(boolean deletes)
                && map.entries().get(SEAL) instanceof Value.B(Bytes seal)
                && isCount(millis, Long.MAX_VALUE)
                && isCount(counter, Integer.MAX_VALUE)
                && RegionName.isValid(region)) {
            var version = new Version(
                    millis.longValueExact(), counter.intValueExact(), new RegionName(region), isExpired(map));
            return Optional.of(new Marker(version, deletes, seal));
        }
        return Optional.empty();
    }

    private static boolean isExpired(Value.M map) {
        return new Value.Bool(true).equals(map.entries().get(EXPIRED));
    }

    /** Whether it is a whole number in range; the precision is looked at first, since 1E125 is a long way to expand. */
    private static boolean isCount(BigDecimal number, long most) {
        return number.signum() >= 0
                && number.scale() <= 0
                && number.precision() - number.scale() <= 19
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    }
}

package dev.leeward.stream.dynamodb;

import dev.leeward.region.RegionName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a process that reads a shard tells the others, where several share out the shards: how far it is. There are only
 * lengths of time in it, since clocks are not compared.
 *
 * @param owner the process
 * @param count grows with each beat of that process
 * @param stamped how long ago that was up to which all writes have their versions
 * @param delivered how long ago that was up to which all writes stand in all other regions
 * @param writes how many local writes it has read
 * @param ways how far it is to each other region
 */
public record Beat(
        String owner,
        long count,
        Optional<Duration> stamped,
        Optional<Duration> delivered,
        long writes,
        Map<RegionName, Way> ways) {
    private static final String OWNER = "owner";
    private static final String COUNT = "count";
    private static final String STAMPED = "stamped";
    private static final String DELIVERED = "delivered";
    private static final String WRITES = "writes";
    private static final String WAYS = "ways";
    private static final String AGE = "age";
    private static final String TIP = "tip";
    private static final String OPEN = "open";
    private static final AttributeValue NO = AttributeValue.fromBool(false);

    public Beat {
        ways = Map.copyOf(ways);
    }

    /**
     * How far a shard is in one other region.
     *
     * @param age how long ago that was up to which everything is there
     * @param isAtTip whether nothing more was to be read then
     * @param unapplied how many changes have been read and are not there yet
     */
    public record Way(Duration age, boolean isAtTip, long unapplied) {}

    /** As a note, without its key. Rounded so that nothing seems younger than it is. */
    Map<String, AttributeValue> form() {
        var form = new HashMap<String, AttributeValue>();
        form.put(OWNER, AttributeValue.fromS(owner));
        form.put(COUNT, number(count));
        stamped.ifPresent(age -> form.put(STAMPED, number(age.toMillis() + 1)));
        delivered.ifPresent(age -> form.put(DELIVERED, number(age.toMillis() + 1)));
        form.put(WRITES, number(writes));
        var all = new HashMap<String, AttributeValue>();
        ways.forEach((region, way) -> all.put(
                region.value(),
                AttributeValue.fromM(Map.of(
                        AGE, number(way.age.toMillis() + 1),
                        TIP, AttributeValue.fromBool(way.isAtTip),
                        OPEN, number(way.unapplied)))));
        form.put(WAYS, AttributeValue.fromM(all));
        return form;
    }

    /** What a note says, if it can be read. */
    static Optional<Beat> of(Map<String, AttributeValue> form) {
        Optional<String> owner = Optional.ofNullable(form.get(OWNER)).flatMap(at -> Optional.ofNullable(at.s()));
        Optional<Long> count = number(form, COUNT);
        if (owner.isEmpty() || count.isEmpty()) return Optional.empty();
        var ways = new HashMap<RegionName, Way>();
        Optional.ofNullable(form.get(WAYS))
                .map(AttributeValue::m)
                .orElse(Map.of())
                .forEach((region, way) -> number(way.m(), AGE)
                        .ifPresent(age -> ways.put(
                                new RegionName(region),
                                new Way(
                                        Duration.ofMillis(age),
                                        Boolean.TRUE.equals(
                                                way.m().getOrDefault(TIP, NO).bool()),
                                        number(way.m(), OPEN).orElse(0L)))));
        return Optional.of(new Beat(
                owner.get(),
                count.get(),
                number(form, STAMPED).map(Duration::ofMillis),
                number(form, DELIVERED).map(Duration::ofMillis),
                number(form, WRITES).orElse(0L),
                ways));
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static Optional<Long> number(Map<String, AttributeValue> form, String name) {
        return Optional.ofNullable(form.get(name))
                .flatMap(value -> Optional.ofNullable(value.n()))
                .map(Long::valueOf);
    }
}

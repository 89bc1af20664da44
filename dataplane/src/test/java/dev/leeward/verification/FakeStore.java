package dev.leeward.verification;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.table.Condition;
import dev.leeward.table.Looked;
import dev.leeward.table.Scan;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import dev.leeward.version.Replica;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A table of one region in memory. Its order and its segments are its own, as with real stores. */
final class FakeStore implements Table, Scan {
    final Map<ItemKey, Item> items = new HashMap<>();
    private final Replica replica;
    private final int salt;
    private final int pageSize;
    private final BooleanSupplier throttles;
    Optional<Problem> broken = Optional.empty();
    int unreadableSegment = -1;
    private double spent;

    FakeStore(String region, int salt, int pageSize, BooleanSupplier throttles) {
        replica = new Replica(new RegionName(region), "orders");
        this.salt = salt;
        this.pageSize = pageSize;
        this.throttles = throttles;
    }

    Side side() {
        return new Side(replica, this, this);
    }

    double spent() {
        return spent;
    }

    @Override
    public Looked<Page> read(Segment segment, Optional<ItemKey> after) {
        if (segment.number() == unreadableSegment) {
            return new Looked.Unseen<>(Problem.passing(FaultCode.UNAVAILABLE, "segment is away"));
        }
        Optional<Problem> problem = problem();
        if (problem.isPresent()) return new Looked.Unseen<>(problem.get());
        Comparator<ItemKey> order = Comparator.comparingInt(this::place).thenComparing(ItemKey::toString);
        List<Row> rest = items.entrySet().stream()
                .filter(entry -> Math.floorMod(place(entry.getKey()), segment.of()) == segment.number())
                .filter(entry -> after.isEmpty() || order.compare(entry.getKey(), after.get()) > 0)
                .sorted(Map.Entry.comparingByKey(order))
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .toList();
        List<Row> rows = rest.subList(0, Math.min(pageSize, rest.size()));
        spent += rows.size();
        var next = rows.size() < rest.size() ? Optional.of(rows.getLast().key()) : Optional.<ItemKey>empty();
        return new Looked.Seen<>(new Page(new ArrayList<>(rows), next, rows.size()));
    }

    @Override
    public Looked<Long> estimate() {
        return new Looked.Seen<>((long) items.size());
    }

    @Override
    public Looked<Optional<Item>> read(ItemKey key) {
        Optional<Problem> problem = problem();
        if (problem.isPresent()) return new Looked.Unseen<>(problem.get());
        return new Looked.Seen<>(Optional.ofNullable(items.get(key)));
    }

    @Override
    public Written put(ItemKey key, Item item, Condition condition) {
        throw new AssertionError("to compare is not to write");
    }

    @Override
    public Written mark(ItemKey key, Value marker, Condition.All known) {
        throw new AssertionError("to compare is not to write");
    }

    @Override
    public Written delete(ItemKey key, Condition condition) {
        throw new AssertionError("to compare is not to write");
    }

    private Optional<Problem> problem() {
        if (broken.isPresent()) return broken;
        if (throttles.getAsBoolean()) return Optional.of(Problem.passing(FaultCode.THROTTLED, "slow down"));
        return Optional.empty();
    }

    private int place(ItemKey key) {
        int mixed = (key.hashCode() ^ salt) * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}

package dev.leeward.stream.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Attributes;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.table.dynamodb.Notes;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who of several processes does the work, by conditional writes. Clocks are not compared: a lease is free once it was not
 * renewed for its time, as seen by the one who wants it. It spares double work and no more than that: two who both believe
 * to hold one do no harm, since every write of theirs is conditional and no version falls.
 */
public final class DynamoLease {
    private static final String WHAT = "lease";
    private static final String OWNER = "owner";
    private static final String COUNT = "count";
    private static final String CONDITION = "#owner = :owner AND #count = :count";

    private final Store store;
    private final Notes notes;
    private final String me;
    private final Duration time;
    private final InstantSource steady;
    private Optional<Seen> other = Optional.empty();
    private long count;
    private Instant heldUntil = Instant.MIN;
    private volatile Optional<Problem> trouble = Optional.empty();

    /** A lease on the work of the table that the notes are about, for {@code time} from each renewal. */
    public DynamoLease(Store store, Notes notes, String me, Duration time, InstantSource steady) {
        this.store = store;
        this.notes = notes;
        this.me = me;
        this.time = time;
        this.steady = steady;
    }

    /** How it stands. */
    public enum Standing {
        /** It is ours. */
        HELD,
        /** Somebody else has it, or may have it. */
        TAKEN,
        /** Nobody answers. */
        UNKNOWN
    }

    /** Renews it, or takes it if it is free. To be called several times within its time. */
    public Standing turn() {
        trouble = Optional.empty();
        return isHeld() ? renew() : take();
    }

    /** Why nobody answered at the last turn, if it was so. */
    public Optional<Problem> trouble() {
        return trouble;
    }

    private Standing unknown(Problem problem) {
        trouble = Optional.of(problem);
        return Standing.UNKNOWN;
    }

    /** Lets it go, so that the next one need not wait. */
    public void release() {
        if (!isHeld()) return;
        heldUntil = Instant.MIN;
        // Whoever waits takes it in time also if this is lost.
        write("", count + 1, Optional.of(new Seen(me, count, Instant.MIN)));
    }

    private boolean isHeld() {
        return steady.instant().isBefore(heldUntil);
    }

    private Standing renew() {
        Instant began = steady.instant();
        Answer<Boolean> answer = write(me, count + 1, Optional.of(new Seen(me, count, began)));
        return switch (answer) {
            case Answer.Given<Boolean> _ -> hold(count + 1, began);
            case Answer.Missing<Boolean> missing -> {
                // One whose answer was lost is refused next time, and then read.
                if (missing.error().equals("ConditionalCheckFailedException")) yield look();
                yield isHeld() ? Standing.HELD : unknown(missing.problem());
            }
        };
    }

    private Standing look() {
        heldUntil = Instant.MIN;
        return take();
    }

    private Standing take() {
        Instant began = steady.instant();
        Answer<Optional<Item>> answer = store.tables(tables -> {
            var response = tables.getItem(
                    all -> all.tableName(notes.name()).key(notes.key(WHAT)).consistentRead(true));
            return response.hasItem() ? Optional.of(Attributes.item(response.item())) : Optional.empty();
        });
        if (answer instanceof Answer.Missing<Optional<Item>> missing) return unknown(missing.problem());
        Optional<Item> item = answer instanceof Answer.Given<Optional<Item>>(var given) ? given : Optional.empty();
        Optional<Seen> now = item.flatMap(found -> seen(found, began));
        if (now.isPresent() && !isFree(now.get())) return Standing.TAKEN;
        long next = now.map(Seen::count).orElse(0L) + 1;
        return switch (write(me, next, now)) {
            case Answer.Given<Boolean> _ -> hold(next, began);
            case Answer.Missing<Boolean> missing ->
                missing.maybeApplied() ? unknown(missing.problem()) : Standing.TAKEN;
        };
    }

    /** Whether it was let go, is ours from a call whose answer was lost, or was not renewed for its time. */
    private boolean isFree(Seen now) {
        Seen first = other.filter(before -> before.owner.equals(now.owner) && before.count == now.count)
                .orElse(now);
        other = Optional.of(first);
        boolean isOver = !first.since.plus(time).isAfter(now.since);
        return now.owner.isEmpty() || now.owner.equals(me) || isOver;
    }

    private Standing hold(long held, Instant began) {
        count = held;
        heldUntil = began.plus(time);
        other = Optional.empty();
        return Standing.HELD;
    }

    private Answer<Boolean> write(String owner, long next, Optional<Seen> expected) {
        Map<String, AttributeValue> item = new HashMap<>(notes.key(WHAT));
        item.put(OWNER, AttributeValue.fromS(owner));
        item.put(COUNT, AttributeValue.fromN(Long.toString(next)));
        return store.tables(tables -> {
            tables.putItem(all -> {
                all.tableName(notes.name()).item(item);
                if (expected.isEmpty()) {
                    all.conditionExpression("attribute_not_exists(#owner)")
                            .expressionAttributeNames(Map.of("#owner", OWNER));
                } else {
                    all.conditionExpression(CONDITION)
                            .expressionAttributeNames(Map.of("#owner", OWNER, "#count", COUNT))
                            .expressionAttributeValues(Map.of(
                                    ":owner", AttributeValue.fromS(expected.get().owner),
                                    ":count", AttributeValue.fromN(Long.toString(expected.get().count))));
                }
            });
            return true;
        });
    }

    private static Optional<Seen> seen(Item item, Instant at) {
        return item.attribute(OWNER)
                .map(owner -> new Seen(
                        owner instanceof Value.S(String name) ? name : "?",
                        item.attribute(COUNT).orElse(new Value.Null()) instanceof Value.N(BigDecimal number)
                                ? number.longValue()
                                : 0,
                        at));
    }

    /** A lease as it stood; an empty owner let it go. */
    private record Seen(String owner, long count, Instant since) {}
}

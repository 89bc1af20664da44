package dev.leeward.probe.store;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is written to a canary.
 *
 * @param run who writes, new with each start of a node
 * @param number of this write
 */
record Beat(String run, long number) {
    /**
     * Under which it is written: a write that was under way for longer than others must not put back what a later one wrote,
     * or a look would find its own write gone where nothing is wrong.
     */
    static final String UNLESS_LATER = "attribute_not_exists(#run) OR #run <> :run OR #beat < :beat";

    private static final String RUN = "run";
    private static final String NUMBER = "beat";

    /** As it stands in the item. */
    Map<String, AttributeValue> fields() {
        return Map.of(RUN, AttributeValue.fromS(run), NUMBER, AttributeValue.fromN(Long.toString(number)));
    }

    /** The names in {@link #UNLESS_LATER}. */
    static Map<String, String> names() {
        return Map.of("#run", RUN, "#beat", NUMBER);
    }

    /** The values in {@link #UNLESS_LATER}. */
    Map<String, AttributeValue> values() {
        return Map.of(":run", AttributeValue.fromS(run), ":beat", AttributeValue.fromN(Long.toString(number)));
    }

    /**
     * Whether {@code found} may stand there after this one was written: looks overlap, so that it may be a later one's, and
     * somebody who calls himself the same may have written between.
     */
    boolean allows(Map<String, AttributeValue> found) {
        var writer = Optional.ofNullable(found.get(RUN)).map(AttributeValue::s);
        var beat = Optional.ofNullable(found.get(NUMBER)).map(AttributeValue::n);
        if (writer.isEmpty() || beat.isEmpty()) return false;
        return !writer.get().equals(run) || Long.parseLong(beat.get()) >= number;
    }
}

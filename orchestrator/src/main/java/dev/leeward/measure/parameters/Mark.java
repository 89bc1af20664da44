package dev.leeward.measure.parameters;

import dev.leeward.measure.MeasureId;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the description of a version says about who wrote it, behind the description proper. Whoever writes a value by hand and
 * no description leaves it standing, so that it also says of which version it is: the epoch counts on, the claim does not.
 *
 * @param version the number that it was written for
 */
record Mark(Epoch epoch, Way way, MeasureId measure, String operation, long version) {
    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final Pattern SHAPE =
            Pattern.compile("(?s)(.*?) ?\\[leeward epoch ([0-9]{1,18}) (take|take-back) (\\S+) (\\S+) v([0-9]{1,18})]");

    /** That of {@code order}, on the version {@code number}. */
    static Mark of(MeasureOrder order, long number) {
        return new Mark(order.epoch(), order.way(), order.measure(), order.operation(), number);
    }

    /** The same on another version. */
    Mark on(long number) {
        return new Mark(epoch, way, measure, operation, number);
    }

    static Optional<Mark> in(String description) {
        Matcher shape = SHAPE.matcher(description);
        if (!shape.matches()) return Optional.empty();
        var way = shape.group(3).equals("take") ? Way.TAKE : Way.TAKE_BACK;
        return Optional.of(new Mark(
                new Epoch(Long.parseLong(shape.group(2))),
                way,
                new MeasureId(shape.group(4)),
                shape.group(5),
                Long.parseLong(shape.group(6))));
    }

    /** {@code description} with this mark in place of any other. */
    String behind(String description) {
        Matcher shape = SHAPE.matcher(description);
        String proper = shape.matches() ? shape.group(1) : description;
        String mark = "[leeward epoch " + epoch + " " + (way == Way.TAKE ? "take" : "take-back") + " " + measure + " "
                + operation + " v" + version + "]";
        if (proper.isBlank()) return mark;
        int room = LONGEST_DESCRIPTION - mark.length() - 1;
        return proper.substring(0, Math.min(room, proper.length())) + " " + mark;
    }

    Rank rank() {
        return new Rank(epoch, way);
    }

    /** Whether it is of the same measure of the same run. */
    boolean isOf(MeasureOrder order) {
        return epoch.equals(order.epoch()) && measure.equals(order.measure());
    }
}

package dev.leeward.measure.secrets;

import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A label on a version that says which move put it into force.
 *
 * @param measure fingerprint of the measure's name
 * @param back whether the move took its change back, so that this is the version of before
 */
record Label(Epoch epoch, String measure, boolean back) {
    private static final Pattern SHAPE = Pattern.compile("leeward-epoch-([0-9]{1,18})-([0-9a-f]{8})(-back)?");

    static Label of(MeasureOrder order, boolean back) {
        var name = order.measure().value().getBytes(StandardCharsets.UTF_8);
        return new Label(order.epoch(), UUID.nameUUIDFromBytes(name).toString().substring(0, 8), back);
    }

    static Optional<Label> in(String text) {
        Matcher shape = SHAPE.matcher(text);
        return shape.matches()
                ? Optional.of(
                        new Label(new Epoch(Long.parseLong(shape.group(1))), shape.group(2), shape.group(3) != null))
                : Optional.empty();
    }

    Rank rank() {
        return new Rank(epoch, back ? Way.TAKE_BACK : Way.TAKE);
    }

    String text() {
        return "leeward-epoch-" + epoch + "-" + measure + (back ? "-back" : "");
    }
}

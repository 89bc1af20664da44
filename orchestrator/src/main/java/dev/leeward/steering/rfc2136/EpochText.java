package dev.leeward.steering.rfc2136;

import dev.leeward.steering.Epoch;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The epoch as the TXT record shows it: {@code v=leeward1 epoch=7}. The text depends on nothing but the epoch, so that the
 * record can be demanded as a prerequisite by whoever knows the epoch.
 */
final class EpochText {
    private static final Pattern SHAPE = Pattern.compile("v=leeward1 epoch=(?<epoch>[1-9]\\d{0,17})");

    private EpochText() {}

    static String of(Epoch epoch) {
        return "v=leeward1 epoch=" + epoch;
    }

    /**
     * The epoch that the strings of a TXT record set say; {@link Epoch#NONE} where none stands, empty where somebody else
     * wrote there.
     */
    static Optional<Epoch> read(List<String> texts) {
        if (texts.isEmpty()) return Optional.of(Epoch.NONE);
        if (texts.size() > 1) return Optional.empty();
        Matcher shape = SHAPE.matcher(texts.getFirst());
        return shape.matches() ? Optional.of(new Epoch(Long.parseLong(shape.group("epoch")))) : Optional.empty();
    }
}

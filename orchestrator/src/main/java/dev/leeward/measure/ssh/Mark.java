package dev.leeward.measure.ssh;

import dev.leeward.environment.EnvironmentText;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands beside a file on a host about who changed it last, in the form of such a file.
 *
 * @param claim tells one attempt at an operation from another
 * @param content fingerprint of what was proven, once it is in force
 */
record Mark(Rank rank, String operation, String claim, Stage stage, String content) {
    static final int MOST_BYTES = 4 * 1024;
    private static final String CLAIM = "LEEWARD_CLAIM";
    private static final String WAY = "LEEWARD_WAY";
    private static final String BACK = "take-back";

    /** How far it went. */
    enum Stage {
        /** The file may be the old one or the new one, and nobody knows which of them runs. */
        BEGUN,
        /** The application took it, and works. */
        IN_FORCE,
        /** The application did not, and has the old one again. */
        TAKEN_BACK;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The same, further on. */
    Mark at(Stage next, String proven) {
        return new Mark(rank, operation, claim, next, proven);
    }

    /** Whether it is of the same attempt. */
    boolean isOf(Mark other) {
        return rank.equals(other.rank) && operation.equals(other.operation) && claim.equals(other.claim);
    }

    /** The line that is in the file of this attempt, and of no other. */
    String claimLine() {
        return CLAIM + "=" + claim;
    }

    byte[] bytes() {
        Map<String, String> values = new TreeMap<>();
        values.put("LEEWARD_EPOCH", rank.epoch().toString());
        values.put(WAY, rank.way() == Way.TAKE ? "take" : BACK);
        values.put("LEEWARD_OPERATION", operation);
        values.put(CLAIM, claim);
        values.put("LEEWARD_STAGE", stage.word());
        values.put("LEEWARD_CONTENT", content);
        return EnvironmentText.empty().with(values).bytes();
    }

    static Mark read(String path, byte[] bytes) throws HostException {
        if (EnvironmentText.read(bytes) instanceof EnvironmentText.Read.Fine(EnvironmentText text)) {
            var mark = mark(text);
            if (mark.isPresent()) return mark.get();
        }
        // Whoever cannot tell whether an order is late must not carry it out.
        throw HostException.lasting(
                FaultCode.GARBLED, path + " is not as Leeward writes it; if no move is under way, remove it by hand");
    }

    private static Optional<Mark> mark(EnvironmentText text) {
        var epoch = text.get("LEEWARD_EPOCH")
                .filter(digits -> digits.matches("[0-9]{1,18}"))
                .map(digits -> new Epoch(Long.parseLong(digits)));
        var stage = text.get("LEEWARD_STAGE")
                .flatMap(word -> Arrays.stream(Stage.values())
                        .filter(each -> each.word().equals(word))
                        .findFirst());
        var way = text.get(WAY).filter(BACK::equals).isPresent() ? Way.TAKE_BACK : Way.TAKE;
        var operation = text.get("LEEWARD_OPERATION");
        var claim = text.get(CLAIM);
        if (epoch.isEmpty() || stage.isEmpty() || operation.isEmpty() || claim.isEmpty()) return Optional.empty();
        var content = text.get("LEEWARD_CONTENT").orElse("");
        return Optional.of(new Mark(new Rank(epoch.get(), way), operation.get(), claim.get(), stage.get(), content));
    }
}

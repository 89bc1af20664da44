package dev.leeward.measure.nodebalancer;

import dev.leeward.linode.NodeBalancers.Node;
import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tags of a NodeBalancer remember of a fence: of which epoch, the mode that was set, and which nodes had another one than
 * {@code accept} before. It stands where the modes stand, so that whoever leads next can take the fence down; afterwards a tag
 * remembers who did, so that an order to raise it which was held up on its way comes too late.
 *
 * @param before modes of before, by the node's id
 */
record Mark(long epoch, String mode, Map<Long, String> before) {
    private static final Pattern FENCE = Pattern.compile("leeward-fence-(\\d{1,18})-(reject|drain)");
    private static final Pattern BEFORE = Pattern.compile("leeward-was-(\\d{1,18})-(reject|drain|backup)");
    private static final Pattern RELEASED = Pattern.compile("leeward-released-(\\d{1,18})");
    private static final String USUAL = "accept";

    Mark {
        before = Map.copyOf(before);
    }

    /** The mark among these tags. */
    static Optional<Mark> among(List<String> tags) {
        Map<Long, String> before = new TreeMap<>();
        Optional<Mark> found = Optional.empty();
        for (String tag : tags) {
            Matcher was = BEFORE.matcher(tag);
            if (was.matches()) before.put(Long.valueOf(was.group(1)), was.group(2));
            Matcher fence = FENCE.matcher(tag);
            if (fence.matches())
                found = Optional.of(new Mark(Long.parseLong(fence.group(1)), fence.group(2), Map.of()));
        }
        return found.map(mark -> new Mark(mark.epoch, mark.mode, before));
    }

    /** The highest order that these tags remember. */
    static Rank last(List<String> tags) {
        return tags.stream()
                .flatMap(tag ->
                        Stream.of(rank(FENCE.matcher(tag), Way.TAKE), rank(RELEASED.matcher(tag), Way.TAKE_BACK)))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(Rank.NONE);
    }

    private static Optional<Rank> rank(Matcher tag, Way way) {
        return tag.matches() ? Optional.of(new Rank(new Epoch(Long.parseLong(tag.group(1))), way)) : Optional.empty();
    }

    /** For nodes that nothing of ours has touched. */
    static Mark of(long epoch, String mode, List<Node> nodes) {
        Map<Long, String> before = new TreeMap<>();
        for (Node node : nodes) {
            if (!node.mode().equals(USUAL)) before.put(node.id(), node.mode());
        }
        return new Mark(epoch, mode, before);
    }

    Mark with(long newEpoch, String newMode) {
        return new Mark(newEpoch, newMode, before);
    }

    String before(Node node) {
        return before.getOrDefault(node.id(), USUAL);
    }

    /** {@code tags} with this mark among them, and no other. */
    List<String> in(List<String> tags) {
        List<String> all = without(tags);
        all.add("leeward-fence-" + epoch + "-" + mode);
        new TreeMap<>(before).forEach((node, was) -> all.add("leeward-was-" + node + "-" + was));
        return all;
    }

    /** {@code tags} without a fence's mark, remembering that {@code epoch} took it down. */
    static List<String> released(List<String> tags, long epoch) {
        List<String> all = without(tags);
        all.add("leeward-released-" + epoch);
        return all;
    }

    private static List<String> without(List<String> tags) {
        List<String> others = new ArrayList<>(tags);
        others.removeIf(tag -> Stream.of(FENCE, BEFORE, RELEASED)
                .anyMatch(ours -> ours.matcher(tag).matches()));
        return others;
    }
}

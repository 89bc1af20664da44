package dev.leeward.verification;

import dev.leeward.fault.Problem;
import dev.leeward.item.Digest;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A key that differed when regions were read, which they were at different times. It is looked at until it is equal, or differs
 * in the same way before and after the grace, or has been looked at often enough.
 */
final class Suspect implements Work {
    private static final Duration FIRST_REST = Duration.ofMillis(100);

    private final ItemKey key;
    private final List<Side> sides;
    private final List<Pace> paces;
    private final Effort effort;
    private final InstantSource steady;
    private List<Optional<Digest>> held = List.of();
    private boolean isPaid;
    private int looks;
    private int failures;
    private Found found = new Found.Unread(Optional.empty());

    Suspect(ItemKey key, List<Side> sides, List<Pace> paces, Effort effort, InstantSource steady) {
        this.key = key;
        this.sides = sides;
        this.paces = paces;
        this.effort = effort;
        this.steady = steady;
    }

    /** What a suspect turned out to be. */
    sealed interface Found {
        /** Equal in all regions. */
        record Equal() implements Found {}

        /** It stays different, or, if it is settling, went on changing. */
        record Different(List<Optional<Digest>> held, boolean isSettling) implements Found {}

        /** It could not be read. */
        record Unread(Optional<Problem> problem) implements Found {}
    }

    ItemKey key() {
        return key;
    }

    Found found() {
        return found;
    }

    @Override
    public Step step() {
        if (!isPaid) {
            isPaid = true;
            Duration rest = pay();
            if (rest.isPositive()) return new Step.Rest(rest);
        }
        isPaid = false;
        return look();
    }

    /** A look costs one unit in each region, or more where the item is large; that is not known beforehand. */
    private Duration pay() {
        return paces.stream()
                .map(pace -> pace.enter(1, steady.instant()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private Step look() {
        var now = new ArrayList<Optional<Digest>>();
        for (Side side : sides) {
            switch (side.table().read(key)) {
                case Looked.Unseen(Problem problem) -> {
                    return failed(problem);
                }
                case Looked.Seen(Optional<Item> item) -> {
                    now.add(item.map(present -> side.replica().digest(key, present)));
                }
            }
        }
        failures = 0;
        looks++;
        return judge(List.copyOf(now));
    }

    private Step judge(List<Optional<Digest>> now) {
        boolean stands = now.equals(held);
        held = now;
        if (now.stream().distinct().count() == 1) return over(new Found.Equal());
        if (stands) return over(new Found.Different(now, false));
        if (looks >= effort.looks()) return over(new Found.Different(now, true));
        return new Step.Rest(effort.grace());
    }

    private Step failed(Problem problem) {
        failures++;
        if (!problem.retryable() || failures >= effort.tries()) {
            return over(new Found.Unread(Optional.of(problem)));
        }
        return new Step.Rest(FIRST_REST.multipliedBy(1L << Math.min(failures - 1, 7)));
    }

    private Step over(Found what) {
        found = what;
        return new Step.Over();
    }
}

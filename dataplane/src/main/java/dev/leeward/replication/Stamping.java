package dev.leeward.replication;

import dev.leeward.fault.Problem;
import dev.leeward.item.ItemKey;
import dev.leeward.table.ChangeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stamps the records of a shard: those of different keys side by side, so that many do not take many times as long as one, and
 * those of one key one after the other, in their order.
 */
final class Stamping {
    private final Stamper stamper;
    private final Crew crew;
    private final int abreast;
    private final Consumer<ItemKey> stamped;

    /**
     * A stamping.
     *
     * @param abreast how many records may be stamped at once
     * @param stamped is told of the key of each record as soon as that one is stamped, by any thread
     */
    Stamping(Stamper stamper, Crew crew, int abreast, Consumer<ItemKey> stamped) {
        if (abreast < 1) throw new IllegalArgumentException("nothing can be stamped");
        this.stamper = stamper;
        this.crew = crew;
        this.abreast = abreast;
        this.stamped = stamped;
    }

    /**
     * Stamps these records. Where one cannot be stamped, those of its key behind it wait for the next time; others may have been
     * stamped by then, which makes no difference to who stamps them again.
     *
     * @param then is given the records in their order, each as soon as it and all before it are stamped; one call at a time
     * @return why not all of them could be stamped, if it is so
     */
    Optional<Problem> stamp(List<ChangeRecord> records, BiConsumer<ChangeRecord, Stamped> then) {
        Map<ItemKey, List<Integer>> lanes = new LinkedHashMap<>();
        for (int place = 0; place < records.size(); place++) {
            lanes.computeIfAbsent(records.get(place).key(), _ -> new ArrayList<>())
                    .add(place);
        }
        var page = new Page(records, then);
        Queue<List<Integer>> waiting = new ConcurrentLinkedQueue<>(lanes.values());
        Runnable hand = () -> {
            for (var lane = waiting.poll(); lane != null && page.problem().isEmpty(); lane = waiting.poll()) {
                follow(lane, page);
            }
        };
        crew.carryOut(Collections.nCopies(Math.min(abreast, lanes.size()), hand));
        return page.problem();
    }

    private void follow(List<Integer> lane, Page page) {
        for (int place : lane) {
            ChangeRecord record = page.records.get(place);
            Stamped result = stamper.stamp(record);
            page.settle(place, result);
            if (result instanceof Stamped.Stuck) return;
            stamped.accept(record.key());
        }
    }

    /** How far some records have come. */
    private static final class Page {
        private final List<ChangeRecord> records;
        private final BiConsumer<ChangeRecord, Stamped> then;
        private final List<@Nullable Stamped> results;
        private int next;
        private Optional<Problem> problem = Optional.empty();

        private Page(List<ChangeRecord> records, BiConsumer<ChangeRecord, Stamped> then) {
            this.records = records;
            this.then = then;
            this.results = Arrays.asList(new Stamped[records.size()]);
        }

        private synchronized Optional<Problem> problem() {
            return problem;
        }

        private synchronized void settle(int place, Stamped result) {
            if (result instanceof Stamped.Stuck(Problem stuck)) {
                problem = Optional.of(stuck);
                return;
            }
            results.set(place, result);
            while (next < results.size()) {
                Stamped first = results.get(next);
                if (first == null) return;
                then.accept(records.get(next), first);
                next++;
            }
        }
    }
}

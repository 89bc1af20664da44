package dev.leeward.replication.model;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.replication.Crew;
import dev.leeward.table.ChangeRecord;
import dev.leeward.table.ChangeSource;
import dev.leeward.table.Checkpoint;
import dev.leeward.table.Condition;
import dev.leeward.table.Entry;
import dev.leeward.table.Looked;
import dev.leeward.table.Recalling;
import dev.leeward.table.Sequence;
import dev.leeward.table.Sidecar;
import dev.leeward.table.Table;
import dev.leeward.table.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One life of a replicator's process, and all the ways by which it reaches regions. Others go on before each of its calls. */
final class Life {
    private static final int MOST_RECORDS = 4;
    private static final Problem LOST = Problem.passing(FaultCode.TIMED_OUT, "no answer");

    private static final int MOST_RECALLED = 3;

    private final World world;
    private final Map<Region, Sidecar> sidecars = new HashMap<>();
    private boolean isDead;

    Life(World world) {
        this.world = world;
    }

    void die() {
        isDead = true;
    }

    boolean isDead() {
        return isDead;
    }

    /** Lets others go on, where it makes no difference if the process dies: it has done nothing since. */
    void idle() {
        world.baton.pause();
        if (isDead || world.isOver()) throw new Baton.Died();
    }

    /** Lets others go on; ends here if the process is dead by then. */
    void pause() {
        if (world.diesBefore()) isDead = true;
        world.baton.pause();
        if (isDead || world.isOver()) throw new Baton.Died();
    }

    /** Works go on side by side, and die with the process. */
    Crew crew() {
        return works -> {
            if (works.size() > 1) world.overlaps++;
            var running = new int[] {works.size()};
            works.forEach(work -> world.baton.add(() -> {
                work.run();
                running[0]--;
            }));
            while (running[0] > 0) idle();
        };
    }

    Table table(Region region) {
        return new Table() {
            @Override
            public Looked<Optional<Item>> read(ItemKey key) {
                return looked(region, () -> region.item(key));
            }

            @Override
            public Written put(ItemKey key, Item item, Condition condition) {
                return written(region, () -> region.write(key, Optional.of(item), condition));
            }

            @Override
            public Written mark(ItemKey key, Value marker, Condition.All known) {
                return written(region, () -> region.mark(key, marker, known));
            }

            @Override
            public Written delete(ItemKey key, Condition condition) {
                return written(region, () -> region.write(key, Optional.empty(), condition));
            }
        };
    }

    /** With what this life remembers of it. */
    Sidecar sidecar(Region region) {
        return sidecars.computeIfAbsent(region, _ -> new Recalling(store(region), MOST_RECALLED));
    }

    private Sidecar store(Region region) {
        return new Sidecar() {
            @Override
            public Looked<Optional<Entry>> read(ItemKey key) {
                return looked(region, () -> Optional.ofNullable(region.entries.get(key)));
            }

            @Override
            public Written swap(ItemKey key, Optional<Entry> expected, Entry next) {
                return written(region, () -> region.swap(key, expected, next));
            }
        };
    }

    Checkpoint checkpoint(Region region, int shard) {
        return new Checkpoint() {
            @Override
            public Looked<Optional<Sequence>> load() {
                return looked(region, () -> region.checkpoints.get(shard));
            }

            @Override
            public Written save(Sequence applied) {
                pause();
                if (world.losesRequest(Life.this, region)) return new Written.Failed(LOST, true);
                boolean isBehind = region.checkpoints
                        .get(shard)
                        .filter(saved -> saved.compareTo(applied) > 0)
                        .isPresent();
                if (isBehind) return new Written.Refused();
                region.checkpoints.set(shard, Optional.of(applied));
                return new Written.Done(Optional.empty());
            }
        };
    }

    ChangeSource source(Region region, int shard) {
        return new ChangeSource() {
            private int shy;

            @Override
            public Looked<Page> read(Optional<Sequence> after) {
                idle();
                if (world.losesRequest(Life.this, region)) return new Looked.Unseen<>(LOST);
                // As the reader of a real stream does: first it is remembered, then it is read on.
                if (region.hasLost(shard, after)) {
                    pause();
                    if (world.losesRequest(Life.this, region)) return new Looked.Unseen<>(LOST);
                    region.round++;
                    region.forgive(shard);
                    if (world.losesAnswer(Life.this, region)) return new Looked.Unseen<>(LOST);
                }
                return new Looked.Seen<>(page(after));
            }

            private Page page(Optional<Sequence> after) {
                List<ChangeRecord> records = new ArrayList<>();
                for (var shown : region.streams.get(shard)) {
                    boolean isBehind = after.filter(
                                    last -> shown.record().sequence().compareTo(last) <= 0)
                            .isPresent();
                    if (isBehind) continue;
                    if (shown.shows().isAfter(world.baton.now()) || records.size() == MOST_RECORDS) break;
                    records.add(shown.record());
                }
                // Now and then a store answers with less than it has, though never as often in a row as it takes to
                // believe it.
                if (shy < World.QUIET_READS - 1 && world.random.nextInt(8) == 0) {
                    shy++;
                    return new Page(records.subList(0, world.random.nextInt(records.size() + 1)), false);
                }
                shy = 0;
                return new Page(records, records.size() == MOST_RECORDS);
            }
        };
    }

    <T> Looked<T> looked(Region region, Supplier<T> look) {
        pause();
        if (world.losesRequest(this, region) || world.losesAnswer(this, region)) return new Looked.Unseen<>(LOST);
        return new Looked.Seen<>(look.get());
    }

    Written written(Region region, Supplier<Written> write) {
        pause();
        if (world.losesRequest(this, region)) return new Written.Failed(LOST, true);
        Written done = write.get();
        return world.losesAnswer(this, region) ? new Written.Failed(LOST, true) : done;
    }
}

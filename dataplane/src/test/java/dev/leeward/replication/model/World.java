package dev.leeward.replication.model;

import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Place;
import dev.leeward.replication.Reconciler;
import dev.leeward.replication.Replicator;
import dev.leeward.replication.Terms;
import dev.leeward.replication.Territory;
import dev.leeward.replication.Turn;
import dev.leeward.replication.Watch;
import dev.leeward.version.Claim;
import dev.leeward.version.Replica;
import dev.leeward.version.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Regions, the replicators that run in them, and what befalls both. */
final class World {
    static final int QUIET_READS = 3;
    /** Where applications say themselves when they wrote. */
    static final String CLAIM = "stamp";

    private static final int LINK_RUNNERS = 2;
    /** Fewer than there are keys in a shard, so that some wait for others. */
    private static final int ABREAST = 2;

    private static final int MOST_PAUSES = 400_000;
    private static final List<Duration> SKEWS = List.of(
            Duration.ZERO,
            Duration.ofMillis(-300),
            Duration.ofMillis(700),
            Duration.ofMinutes(10),
            Duration.ofMinutes(-10));

    final RandomGenerator random;
    final Baton baton;
    final Ledger ledger = new Ledger();
    final List<Region> regions = new ArrayList<>();
    final Weather weather;
    private final Scene scene;
    private final Map<Region, Passage> passages = new HashMap<>();
    private final Map<Region, Duration> clocks = new HashMap<>();
    private final Map<Region, Life> lives = new HashMap<>();
    private final Map<Region, Replicator> replicators = new HashMap<>();
    private final Map<Life, Region> seconds = new HashMap<>();
    private final Map<Region, Passage> secondPassages = new HashMap<>();
    private Optional<Life> sweeper = Optional.empty();
    private Optional<Reconciler> sweeping = Optional.empty();
    private boolean isDoubled;
    private long calls;
    private boolean isOver;
    int conflicts;
    int overlaps;
    int expiries;
    int unstamped;

    World(long seed, Scene scene) {
        this.scene = scene;
        random = new SplittableRandom(seed);
        baton = new Baton(random);
        weather = new Weather(this);
        List<String> shards =
                IntStream.range(0, Region.SHARDS).mapToObj(Integer::toString).toList();
        for (int number = 0; number < scene.regions(); number++) {
            var region = new Region(
                    new RegionName("region-" + (char) ('a' + number)),
                    baton::now,
                    this::delay,
                    Scene.GRANULARITY,
                    ledger);
            regions.add(region);
            passages.put(region, new Passage(shards));
            secondPassages.put(region, new Passage(shards));
            clocks.put(region, Duration.ZERO);
            if (scene.faults()) skew(region);
            if (scene.isExpiring()) region.isTelling = random.nextBoolean();
        }
        Application.KEYS.forEach(key -> regions.forEach(region -> oldRow(ItemKey.of(key), region)));
    }

    /** Often the same in several regions, as after a restore; sometimes not. */
    private void oldRow(ItemKey key, Region region) {
        if (scene.swept().oldRows() == 0 || random.nextInt(100) >= scene.swept().oldRows()) return;
        long content = random.nextInt(3) == 0 ? -1 - random.nextInt(100) : -1;
        var row = Item.of(Map.of("id", key.partition(), "content", Value.N.of(content)));
        if (scene.isClaimed() && random.nextBoolean()) row = row.with(CLAIM, claim(region, row));
        region.items.put(key, row);
        ledger.stood(region.name, key, row);
    }

    boolean isClaimed() {
        return scene.isClaimed();
    }

    /** What an application in this region writes next to what it writes: its own time, and more than what it has seen. */
    Value claim(Region region, Item seen) {
        Duration wrong = SKEWS.get(random.nextInt(20) == 0 ? 3 : random.nextInt(3));
        long millis = baton.now().plus(wrong).toEpochMilli();
        Optional<Version> above = Claim.of(seen, CLAIM).filter(known -> known.millis() >= millis);
        if (above.isEmpty() || random.nextInt(8) == 0) return Claim.toValue(new Version(millis, 0, region.name));
        return Claim.toValue(new Version(above.get().millis(), above.get().counter() + 1, region.name));
    }

    void pause() {
        baton.pause();
        if (isOver) throw new Baton.Died();
    }

    Region region() {
        return regions.get(random.nextInt(regions.size()));
    }

    boolean isOver() {
        return isOver || baton.hasFailed();
    }

    /** Sets the clocks of a region, the table's and the process's, to something wrong. */
    void skew(Region region) {
        region.skew = SKEWS.get(random.nextInt(SKEWS.size()));
        clocks.put(region, SKEWS.get(random.nextInt(SKEWS.size())));
    }

    void set(Region region, Duration skew) {
        region.skew = skew;
        clocks.put(region, skew);
    }

    boolean diesBefore() {
        calls++;
        return calls == scene.crashBefore();
    }

    long calls() {
        return calls;
    }

    boolean losesRequest(Life life, Region region) {
        return weather.losesRequest(home(life), region);
    }

    boolean losesAnswer(Life life, Region region) {
        return weather.losesAnswer(home(life), region);
    }

    boolean isAlive(Region region) {
        Life life = lives.get(region);
        return life != null && !life.isDead();
    }

    void kill(Region region) {
        Life life = lives.get(region);
        if (life != null) life.die();
    }

    /** Starts the replicator of a region, from its checkpoint and with no memory. */
    void start(Region region) {
        Replicator former = replicators.get(region);
        if (former != null) former.close();
        var life = new Life(this);
        lives.put(region, life);
        if (scene.isNaive()) {
            new Naive(this, region).turns().forEach(turn -> baton.add(() -> drive(life, turn)));
        } else {
            replicators.put(region, launch(life, region, passages));
        }
    }

    /** From the start, another process does all the work as well: nobody told it that it does not lead. */
    void doubled() {
        isDoubled = true;
    }

    private void startSecond(Region region) {
        var life = new Life(this);
        seconds.put(life, region);
        launch(life, region, secondPassages);
    }

    private Replicator launch(Life life, Region region, Map<Region, Passage> known) {
        var shards = IntStream.range(0, Region.SHARDS)
                .mapToObj(shard -> new Replicator.Shard(
                        Integer.toString(shard), life.source(region, shard), life.checkpoint(region, shard)))
                .toList();
        var targets = regions.stream()
                .filter(other -> other != region)
                .map(other -> place(life, other, known))
                .toList();
        var replicator = new Replicator(
                place(life, region, known),
                targets,
                new Replicator.Bounds(scene.window(), ABREAST),
                life.crew(),
                () -> baton.now().plus(clocks.getOrDefault(region, Duration.ZERO)),
                baton::now,
                watch());
        List<Turn> turns = new ArrayList<>(replicator.ways());
        shards.forEach(shard -> turns.add(replicator.read(shard)));
        for (Turn turn : turns) {
            int runners = scene.faults() && turns.indexOf(turn) < targets.size() ? LINK_RUNNERS : 1;
            for (int runner = 0; runner < runners; runner++) baton.add(() -> drive(life, turn));
        }
        return replicator;
    }

    private static void drive(Life life, Turn turn) {
        while (true) {
            life.idle();
            turn.take();
        }
    }

    private Place place(Life life, Region region, Map<Region, Passage> known) {
        Optional<String> expiry = region.isTelling ? Optional.empty() : Optional.of(Region.EXPIRY);
        var terms = new Terms(true, Scene.GRANULARITY, Scene.STREAM_DELAY, QUIET_READS, Duration.ofDays(8), expiry)
                .claimedIn(Optional.of(CLAIM).filter(_ -> scene.isClaimed()));
        var replica = new Replica(region.name, "orders");
        Passage passage = known.get(region);
        if (passage == null) throw new AssertionError(region.name);
        return new Place(replica, life.table(region), life.sidecar(region), passage, terms, regions.indexOf(region));
    }

    /** Starts the process that sweeps the regions, with no memory but theirs. */
    private void sweep() {
        if (sweeping.isPresent()) sweeping.get().close();
        var life = new Life(this);
        sweeper = Optional.of(life);
        var reconciler = new Reconciler(
                regions.stream()
                        .map(region -> {
                            var upkeep = new Upkeep(life, region);
                            return new Territory(place(life, region, passages), upkeep.rounds(), upkeep.grounds());
                        })
                        .toList(),
                new Reconciler.Pace(2, 1_000_000, 2),
                baton::now,
                baton::now,
                watch());
        sweeping = Optional.of(reconciler);
        baton.add(() -> drive(life, () -> reconciler.look().isEmpty()));
        reconciler.errands().forEach(turn -> baton.add(() -> drive(life, turn)));
        reconciler.ways().forEach(turn -> baton.add(() -> drive(life, turn)));
    }

    /** Lets a stream forget its oldest records, if streams do that here. */
    void trim(Region region) {
        if (!scene.swept().isTrimmed()) return;
        int shard = random.nextInt(Region.SHARDS);
        region.trim(shard, random.nextInt(region.streams.get(shard).size() + 1));
    }

    boolean isExpiring() {
        return scene.isExpiring();
    }

    /** Lets a store take away what has expired there, if items do that here. */
    void expire() {
        if (scene.isExpiring() && random.nextInt(20) == 0) expiries += region().expire();
    }

    void killSweeper() {
        sweeper.ifPresent(Life::die);
    }

    private boolean isSwept() {
        if (!scene.swept().isSwept()) return true;
        if (sweeper.filter(life -> !life.isDead()).isEmpty()) sweep();
        return sweeping.filter(Reconciler::isDone).isPresent()
                && regions.stream().allMatch(region -> region.healed == region.round);
    }

    private Watch watch() {
        return new Watch() {
            @Override
            public void conflict(Conflict conflict) {
                conflicts++;
            }

            @Override
            public void unstamped(RegionName region, ItemKey key, String why, Version version) {
                unstamped++;
            }

            @Override
            public void foreignWrite(RegionName region, ItemKey key) {
                throw new AssertionError("every region takes writes here");
            }
        };
    }

    private Region home(Life life) {
        if (sweeper.filter(life::equals).isPresent()) return regions.getFirst();
        Region second = seconds.get(life);
        if (second != null) return second;
        return lives.entrySet().stream()
                .filter(entry -> entry.getValue() == life)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(Baton.Died::new);
    }

    private Duration delay() {
        return Duration.ofMillis(random.nextInt((int) Scene.STREAM_DELAY.toMillis()));
    }

    /** Runs the world: first what {@code story} does, then, without faults, until everything has been applied. */
    void run(Consumer<World> story) throws InterruptedException {
        regions.forEach(this::start);
        if (scene.swept().isSwept()) sweep();
        if (isDoubled) regions.forEach(this::startSecond);
        baton.add(() -> {
            story.accept(this);
            weather.clear();
            settle();
            long written = ledger.byReplicators;
            idle();
            if (ledger.byReplicators != written) throw new AssertionError("goes on writing when all is done");
            isOver = true;
        });
        baton.run();
    }

    /** Waits until everything that was written has been applied everywhere, and starts what has died. */
    void settle() {
        long deadline = baton.pauses() + MOST_PAUSES;
        while (!regions.stream().allMatch(Region::isDrained) || !isSwept()) {
            regions.stream().filter(region -> !isAlive(region)).forEach(this::start);
            if (baton.pauses() > deadline) throw new AssertionError("does not come to rest");
            pause();
        }
    }

    /** Lets everybody do as they like for a while. */
    void idle() {
        for (int wait = 0; wait < 300; wait++) pause();
    }
}

package dev.leeward.simulator.world;

import dev.leeward.region.RegionName;
import dev.leeward.service.Service;
import dev.leeward.service.Topology;
import dev.leeward.simulator.time.Timeline;
import dev.leeward.simulator.trace.Condition;
import dev.leeward.simulator.trace.Happening;
import dev.leeward.simulator.trace.Stand;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Everything outside of the orchestrators, and the journal's disk. */
public final class World {
    /** What one probe and what follows from it, or one target, gives to do within a second at most. */
    private static final int EACH_SECOND = 200;

    private final Timeline timeline = new Timeline();
    private final Chance chance;
    private final Network network;
    private final Applications applications;
    private final Disk disk = new Disk();
    private final Map<TargetId, Provider> providers = new LinkedHashMap<>();
    private final BiConsumer<Instant, Happening> watcher;
    private Duration wallOffset = Duration.ZERO;
    private final Reports reports;
    private final Leases leases = new Leases(this);
    private final TakenMeasures measures;
    private boolean notifierDown;
    private boolean looksStopped;
    private double blinks;

    /** A world in which everything is well and all traffic is at home; {@code watcher} is told of all that happens. */
    public World(Topology topology, Chance chance, BiConsumer<Instant, Happening> watcher) {
        this.chance = chance;
        this.watcher = watcher;
        this.network = new Network(chance.split());
        this.applications = new Applications(chance.split());
        this.reports = new Reports(chance.split());
        var stands = new LinkedHashMap<TargetId, Stand>();
        for (var service : topology.services()) {
            for (var target : service.targets()) {
                var first = home(service);
                stands.put(target, first);
                providers.put(target, new Provider(target, first, this, chance.split()));
            }
        }
        this.measures = new TakenMeasures(this);
        timeline.expect(EACH_SECOND * size(topology));
        tell(new Happening.Began(topology, stands));
    }

    private static int size(Topology topology) {
        return topology.services().stream()
                .mapToInt(service -> service.targets().size()
                        + service.regions().stream()
                                .mapToInt(region -> region.probes().size())
                                .sum())
                .sum();
    }

    private static Stand home(Service service) {
        return new Stand(service.home().endpoints().byType(), false, Epoch.NONE);
    }

    /** True time. */
    public Timeline timeline() {
        return timeline;
    }

    public Chance chance() {
        return chance;
    }

    public Network network() {
        return network;
    }

    public Applications applications() {
        return applications;
    }

    /** Who may lead, where several nodes would. */
    public Leases leases() {
        return leases;
    }

    /** How nodes hear of what they did. */
    public Reports reports() {
        return reports;
    }

    /** What measures have left in the regions. */
    public TakenMeasures measures() {
        return measures;
    }

    public Disk disk() {
        return disk;
    }

    /** The provider of {@code target}. */
    public Provider provider(TargetId target) {
        return Objects.requireNonNull(providers.get(target), () -> "no provider of " + target);
    }

    /** All of them. */
    public Map<TargetId, Provider> providers() {
        return providers;
    }

    /** The application in {@code region} is like this from now on. */
    public void become(RegionName region, Condition condition) {
        if (applications.condition(region) == condition) return;
        applications.set(region, condition);
        tell(new Happening.Became(region, condition));
    }

    /** What the wall clocks of all machines show. */
    public Instant wall() {
        return timeline.instant().plus(wallOffset);
    }

    /** Wall clocks jump. */
    public void jump(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    /** Whether notices reach nobody. */
    public boolean notifierDown() {
        return notifierDown;
    }

    public void notifierDown(boolean now) {
        notifierDown = now;
    }

    /** Whether a node that wants to look right now cannot, for want of a socket or a program. */
    public boolean blinks() {
        return chance.holds(blinks);
    }

    /** A share of all looks cannot be made. */
    public void blink(double share) {
        blinks = share;
    }

    /** Whether nobody begins to look. */
    public boolean looksStopped() {
        return looksStopped;
    }

    /** Nobody begins to look any more, or all do again. */
    public void stopLooks(boolean now) {
        looksStopped = now;
    }

    /** What stands at the sources of truth. */
    public Map<TargetId, Stand> stands() {
        var stands = new LinkedHashMap<TargetId, Stand>();
        providers.forEach((target, provider) -> stands.put(target, provider.stand()));
        return stands;
    }

    /** {@code what} happened now. */
    public void tell(Happening what) {
        watcher.accept(timeline.instant(), what);
    }
}

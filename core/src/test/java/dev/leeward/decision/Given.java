package dev.leeward.decision;

import static dev.leeward.fixture.Shop.EAST;
import static dev.leeward.fixture.Shop.T0;
import static dev.leeward.fixture.Shop.WEST;

import dev.leeward.fixture.Looks;
import dev.leeward.fixture.Shop;
import dev.leeward.health.ProbeHealth;
import dev.leeward.health.RegionHealth;
import dev.leeward.health.Verdict;
import dev.leeward.lag.Copies;
import dev.leeward.lag.KeptTable;
import dev.leeward.lag.LinkEvidence;
import dev.leeward.lag.LinkName;
import dev.leeward.lag.LinkProgress;
import dev.leeward.lag.ShardProgress;
import dev.leeward.probe.Sighting;
import dev.leeward.region.RegionName;
import dev.leeward.service.FailbackPolicy;
import dev.leeward.service.FailoverPolicy;
import dev.leeward.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A situation of the shop, calm unless said otherwise: at home, everything healthy for a day, nothing in the past. */
final class Given {
    private Service service = Shop.in(EAST, WEST);
    private Instant now = T0;
    private Instant startedAt = T0.minus(Duration.ofDays(1));
    private Optional<RegionName> active = Optional.of(EAST);
    private final Map<RegionName, RegionHealth> health = new LinkedHashMap<>();
    private Optional<Situation.Underway> run = Optional.empty();
    private final List<Situation.Transition> past = new ArrayList<>();
    private Optional<String> paused = Optional.empty();
    private Optional<Proposal> approved = Optional.empty();
    private Optional<Order.Move> order = Optional.empty();
    private Optional<Instant> unsettled = Optional.empty();
    private Optional<Instant> fenced = Optional.empty();
    private boolean leftHome = true;
    private boolean misplaced;
    private Copies copies = Copies.NONE;
    private final Map<RegionName, Instant> dead = new HashMap<>();

    Given in(RegionName... regions) {
        service = Shop.in(regions);
        return this;
    }

    Given with(FailoverPolicy policy) {
        service = Shop.with(service, policy);
        return this;
    }

    Given with(FailoverPolicy.Mode mode) {
        return with(Shop.failover(mode));
    }

    Given with(FailbackPolicy policy) {
        service = Shop.with(service, policy);
        return this;
    }

    Given with(FailbackPolicy.Mode mode) {
        return with(Shop.failback(mode));
    }

    Given at(Instant moment) {
        now = moment;
        startedAt = moment.minus(Duration.ofDays(1));
        return this;
    }

    Given startedAgo(Duration ago) {
        startedAt = now.minus(ago);
        return this;
    }

    Given active(RegionName region) {
        active = Optional.of(region);
        return this;
    }

    Given activeUnknown() {
        active = Optional.empty();
        return this;
    }

    Given down(RegionName region) {
        return health(region, Verdict.UNHEALTHY, Duration.ofHours(1), Duration.ZERO, Looks.REFUSED);
    }

    Given unseen(RegionName region, Duration length) {
        return health(region, Verdict.UNKNOWN, length, Duration.ofMinutes(1), Looks.TIMED_OUT);
    }

    /** Answered at its newest look, which is too old to count. */
    Given stale(RegionName region) {
        return health(region, Verdict.UNKNOWN, Duration.ofHours(1), Duration.ofSeconds(6), Looks.OK);
    }

    /** Still healthy by its verdict, but the newest look failed. */
    Given suspect(RegionName region) {
        return health(region, Verdict.HEALTHY, Duration.ofHours(1), Duration.ZERO, Looks.TIMED_OUT);
    }

    Given healthyFor(RegionName region, Duration length) {
        return health(region, Verdict.HEALTHY, length, Duration.ZERO, Looks.OK);
    }

    Given health(RegionName region, Verdict verdict, Duration since, Duration age, Sighting last) {
        health.put(region, standing(region, verdict, since, age, last));
        return this;
    }

    Given running(RunKind kind, boolean mayHaveMoved) {
        run = Optional.of(new Situation.Underway(kind, mayHaveMoved));
        return this;
    }

    Given moved(RunKind kind, boolean automatic, boolean anything, Duration ago) {
        past.add(new Situation.Transition(kind, automatic, anything, now.minus(ago)));
        return this;
    }

    Given paused() {
        paused = Optional.of("paused by kim until noon: painting the walls");
        return this;
    }

    Given approved(RunKind kind, RegionName from, RegionName to) {
        approved = Optional.of(new Proposal(kind, from, to));
        return this;
    }

    /** Nobody knows how traffic came to where it is. */
    Given found() {
        leftHome = false;
        return this;
    }

    Given unsettledFor(Duration length) {
        unsettled = Optional.of(now.minus(length));
        return this;
    }

    /** Keeps its state in {@code carts}, of which this is known. */
    Given knowing(LinkEvidence... links) {
        var known = new HashMap<LinkName, LinkEvidence>();
        for (var link : links) known.put(link.link(), link);
        copies = new Copies(List.of(KeptTable.measured("carts", List.of(EAST, WEST))), known);
        return this;
    }

    /** All of {@code carts} that was written until so long ago is there. */
    Given behind(RegionName from, RegionName to, Duration lag) {
        var shard = new ShardProgress.Behind(now.minus(lag), 3);
        return knowing(new LinkEvidence(new LinkProgress(from, to, "carts", List.of(shard)), 10));
    }

    /** Down, and without a sign of life for so long. */
    Given deadFor(RegionName region, Duration length) {
        dead.put(region, now.minus(length));
        return down(region);
    }

    /** A fence stands around the active region, and may be taken down now. */
    Given fenced() {
        fenced = Optional.of(now);
        return this;
    }

    Given misplaced() {
        misplaced = true;
        return this;
    }

    Given ordered(RunKind kind, Rule... force) {
        order = Optional.of(new Order.Move(Shop.NAME, "kim", kind, Optional.empty(), Set.of(force), "because"));
        return this;
    }

    Given ordered(RunKind kind, RegionName to, Rule... force) {
        order = Optional.of(new Order.Move(Shop.NAME, "kim", kind, Optional.of(to), Set.of(force), "because"));
        return this;
    }

    Situation situation() {
        var regions = service.regions().stream()
                .map(region -> Objects.requireNonNullElseGet(
                        health.get(region.name()),
                        () -> standing(region.name(), Verdict.HEALTHY, Duration.ofDays(1), Duration.ZERO, Looks.OK)))
                .toList();
        return new Situation(
                now, startedAt, service, active, regions, run, past, paused, approved, order, copies, unsettled, fenced,
                leftHome, misplaced);
    }

    Decision decide() {
        return new DecisionEngine().decide(situation());
    }

    private RegionHealth standing(RegionName region, Verdict verdict, Duration since, Duration age, Sighting last) {
        var seenAt = now.minus(age);
        var probe = new ProbeHealth(
                Shop.id(region),
                verdict,
                0,
                0,
                now.minus(since),
                Optional.empty(),
                Optional.ofNullable(dead.get(region)),
                Optional.of(seenAt),
                Optional.of(Looks.at(seenAt, Shop.id(region), last)));
        return new RegionHealth(
                region,
                verdict,
                now.minus(since),
                verdict == Verdict.HEALTHY ? Optional.empty() : Optional.of(now.minus(since)),
                seenAt,
                List.of(probe),
                List.of(() -> "as given"),
                List.of());
    }
}

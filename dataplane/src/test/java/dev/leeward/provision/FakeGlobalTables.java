package dev.leeward.provision;

import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.provision.ObservedTable.Expiry;
import dev.leeward.provision.ObservedTable.ObservedIndex;
import dev.leeward.provision.ReplicaGroup.Member;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A FAKE of DynamoDB's global tables of version 2019.11.21, written by hand from its documentation, since nothing within reach
 * has the real ones: what passes here is not proven at AWS. It is strict (one member at a time, only with a stream, only while
 * ACTIVE, members only where no table is) and has faults that can be asked for. Time is virtual.
 */
final class FakeGlobalTables implements Time {
    private static final Duration MAKING = Duration.ofMinutes(2);

    private final Map<RegionName, Region> regions = new LinkedHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Optional<Group> group = Optional.empty();
    final List<String> orders = new ArrayList<>();

    /** What the next order meets with. */
    enum Fault {
        /** It is done, and the answer is lost. */
        ANSWER_LOST,
        /** It is not done, and nobody can tell. */
        REQUEST_LOST,
        /** The answer is yes, and nothing happens. */
        SILENT_YES,
        /** The store is busy with something else. */
        BUSY,
        /** The caller may not. */
        FORBIDDEN
    }

    private static final class Group {
        final Map<RegionName, MemberStatus> members = new LinkedHashMap<>();
        final Map<RegionName, Instant> since = new LinkedHashMap<>();
        final Map<RegionName, Instant> ready = new LinkedHashMap<>();
        boolean strong;
        Optional<String> witness = Optional.empty();
    }

    FakeGlobalTables(RegionName... names) {
        for (RegionName name : names) regions.put(name, new Region(name));
    }

    Map<RegionName, Tables> stores() {
        return new LinkedHashMap<>(regions);
    }

    Site site() {
        return new Site(
                stores(),
                this,
                new Patience(
                        Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofHours(1)));
    }

    void next(Fault... some) {
        faults.addAll(List.of(some));
    }

    /** From now on the member has this status, and stays so. */
    void hold(RegionName region, MemberStatus status) {
        Group global = group.orElseThrow();
        global.members.put(region, status);
        global.ready.remove(region);
        if (status.kind() == MemberStatus.Kind.CUT_OFF) global.since.put(region, now);
    }

    void pass(Duration length) {
        now = now.plus(length);
        group.ifPresent(global -> {
            global.ready.forEach((region, at) -> {
                if (at.isAfter(now)) return;
                if (global.members.get(region) == MemberStatus.CREATING) {
                    global.members.put(region, MemberStatus.ACTIVE);
                } else if (global.members.get(region) == MemberStatus.DELETING) {
                    global.members.remove(region);
                    at(region).table = Optional.empty();
                }
            });
            global.since.forEach((region, at) -> {
                if (!at.plus(Duration.ofHours(20)).isAfter(now)) global.members.remove(region);
            });
        });
    }

    private Region at(RegionName region) {
        Region there = regions.get(region);
        if (there == null) throw new AssertionError("no region " + region);
        return there;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration length) {
        pass(length);
    }

    private final class Region implements Tables {
        private final RegionName name;
        private Optional<ObservedTable> table = Optional.empty();

        Region(RegionName name) {
            this.name = name;
        }

        @Override
        public Looked<List<String>> names() {
            return new Looked.Seen<>(table.isPresent() ? List.of("orders") : List.of());
        }

        @Override
        public Looked<Optional<ObservedTable>> look(String ignored) {
            return new Looked.Seen<>(table.map(this::inGroup));
        }

        private ObservedTable inGroup(ObservedTable found) {
            Optional<Group> mine = group.filter(global -> global.members.containsKey(name));
            if (mine.isEmpty()) return found;
            List<Member> others = mine.get().members.entrySet().stream()
                    .filter(member -> !member.getKey().equals(name))
                    .map(member -> new Member(
                            member.getKey().value(),
                            member.getValue(),
                            Optional.ofNullable(mine.get().since.get(member.getKey()))))
                    .toList();
            boolean making = mine.get().members.get(name) == MemberStatus.CREATING;
            return copy(
                    found,
                    making ? "CREATING" : "ACTIVE",
                    new ReplicaGroup.Current(mine.get().strong, mine.get().witness, others));
        }

        @Override
        public Ordered order(String ignored, Change change) {
            orders.add(name + ": " + change.words());
            Fault fault = faults.poll();
            if (fault == null) return done(change);
            return switch (fault) {
                case ANSWER_LOST -> {
                    done(change);
                    yield new Ordered.Unclear(Problem.passing(FaultCode.TIMED_OUT, "no answer"));
                }
                case REQUEST_LOST -> new Ordered.Unclear(Problem.passing(FaultCode.TIMED_OUT, "no answer"));
                case SILENT_YES -> new Ordered.Taken();
                case BUSY -> new Ordered.Refused(Problem.passing(FaultCode.CONFLICT, "ResourceInUseException"));
                case FORBIDDEN -> new Ordered.Refused(Problem.lasting(FaultCode.FORBIDDEN, "AccessDeniedException"));
            };
        }

        private Ordered done(Change change) {
            return switch (change) {
                case Change.CreateTable(var declared) -> make(declared);
                case Change.AddReplica(String region) -> add(new RegionName(region));
                case Change.AddStrongMembers strong -> strong(strong);
                case Change.RemoveReplica(String region) -> remove(new RegionName(region));
                default -> set(change);
            };
        }

        private Ordered make(DeclaredTable declared) {
            if (table.isPresent()) return rejected("the table stands already");
            table = Optional.of(fresh(declared));
            return new Ordered.Taken();
        }

        private Ordered add(RegionName region) {
            if (table.isEmpty() || table.get().stream().isEmpty()) return rejected("replicas need a stream");
            if (at(region).table.isPresent()) return rejected("a table stands there");
            Group global = group.orElseGet(() -> begin(false));
            if (global.members.containsKey(region)) return rejected("is a member already");
            boolean settled = global.members.values().stream().allMatch(status -> status == MemberStatus.ACTIVE);
            if (!settled)
                return new Ordered.Refused(Problem.passing(FaultCode.CONFLICT, "another replica is being made"));
            join(global, region);
            return new Ordered.Taken();
        }

        private Ordered strong(Change.AddStrongMembers strong) {
            if (group.isPresent()) return rejected("the consistency never changes");
            int regionCount = 1 + strong.awsRegions().size() + (strong.witness().isPresent() ? 1 : 0);
            if (regionCount != 3) return rejected("strong consistency needs three regions");
            Group global = begin(true);
            global.witness = strong.witness();
            strong.awsRegions().forEach(region -> join(global, new RegionName(region)));
            return new Ordered.Taken();
        }

        private Group begin(boolean isStrong) {
            var global = new Group();
            global.strong = isStrong;
            global.members.put(name, MemberStatus.ACTIVE);
            group = Optional.of(global);
            return global;
        }

        private void join(Group global, RegionName region) {
            global.members.put(region, MemberStatus.CREATING);
            global.ready.put(region, now.plus(MAKING));
            // Tags, protection and recovery are each replica's own.
            at(region).table = table.map(mine -> bare(mine));
        }

        private Ordered remove(RegionName region) {
            if (group.isEmpty() || !group.get().members.containsKey(region)) return rejected("is no member");
            group.get().members.put(region, MemberStatus.DELETING);
            group.get().ready.put(region, now.plus(MAKING));
            return new Ordered.Taken();
        }

        private Ordered set(Change change) {
            if (table.isEmpty()) return rejected("there is no table");
            table = table.map(mine -> changed(mine, change));
            return new Ordered.Taken();
        }
    }

    private static Tables.Ordered rejected(String why) {
        return new Tables.Ordered.Refused(Problem.lasting(FaultCode.REJECTED, "ValidationException: " + why));
    }

    private static ObservedTable fresh(DeclaredTable declared) {
        List<ObservedIndex> indexes = new ArrayList<>();
        for (Index index : declared.indexes()) indexes.add(new ObservedIndex(index, "ACTIVE", Optional.empty()));
        return new ObservedTable(
                "ACTIVE",
                declared.key(),
                declared.attributes(),
                indexes,
                Optional.empty(),
                declared.stream() ? Optional.of(ObservedTable.BOTH_IMAGES) : Optional.empty(),
                Expiry.NONE,
                Optional.of(false),
                declared.deletionProtection(),
                Optional.of(declared.tags()),
                Optional.empty(),
                new ReplicaGroup.None(),
                List.of());
    }

    private static ObservedTable bare(ObservedTable found) {
        return with(found, found.status(), found.group(), found.expiry(), false, false, new TreeMap<>());
    }

    private static ObservedTable copy(ObservedTable found, String status, ReplicaGroup group) {
        return with(
                found,
                status,
                group,
                found.expiry(),
                found.recovery().orElse(false),
                found.deletionProtection(),
                found.tags().orElseThrow());
    }

    private static ObservedTable changed(ObservedTable found, Change change) {
        SortedMap<String, String> tags = found.tags().orElseThrow();
        boolean recovery = found.recovery().orElseThrow();
        return switch (change) {
            case Change.SetExpiry(String attribute, boolean on) -> {
                var expiry = new Expiry(on ? Optional.of(attribute) : Optional.empty(), true);
                yield with(found, "ACTIVE", found.group(), expiry, recovery, found.deletionProtection(), tags);
            }
            case Change.SetRecovery(boolean on) ->
                with(found, "ACTIVE", found.group(), found.expiry(), on, found.deletionProtection(), tags);
            case Change.SetProtection(boolean on) ->
                with(found, "ACTIVE", found.group(), found.expiry(), recovery, on, tags);
            case Change.SetTags(var more) -> {
                var all = new TreeMap<>(tags);
                all.putAll(more);
                yield with(found, "ACTIVE", found.group(), found.expiry(), recovery, found.deletionProtection(), all);
            }
            default -> throw new AssertionError("the fake has no " + change);
        };
    }

    private static ObservedTable with(
            ObservedTable found,
            String status,
            ReplicaGroup group,
            Expiry expiry,
            boolean recovery,
            boolean protection,
            SortedMap<String, String> tags) {
        return new ObservedTable(
                status,
                found.key(),
                found.attributes(),
                found.indexes(),
                found.capacity(),
                found.stream(),
                expiry,
                Optional.of(recovery),
                protection,
                Optional.of(tags),
                found.scaling(),
                group,
                found.foreign());
    }
}

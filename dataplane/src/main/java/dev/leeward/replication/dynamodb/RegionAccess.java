package dev.leeward.replication.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.Problem;
import dev.leeward.progress.ProgressNotes;
import dev.leeward.progress.dynamodb.DynamoProgressNotes;
import dev.leeward.region.RegionName;
import dev.leeward.stream.dynamodb.DynamoLease;
import dev.leeward.stream.dynamodb.DynamoLease.Standing;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The store of one region, opened, with the tables that replication needs there, and the lease that lies in it. */
final class RegionAccess implements AutoCloseable {
    private static final int LEAST_RENEWALS = 3;

    private final RegionStore place;
    private final String table;
    private final Store store;
    private final Store brief;
    private final Notes notes;
    private final DynamoLease lease;
    private boolean isPrepared;
    private Optional<Problem> trouble = Optional.empty();

    RegionAccess(RegionStore place, String table, String me, Pace pace, InstantSource steady) {
        this.place = place;
        this.table = table;
        this.store = Store.open(place.address());
        // A region that hangs must not keep others from being asked before their leases run out.
        this.brief = Store.open(place.address().within(pace.lease().dividedBy(LEAST_RENEWALS)));
        this.notes = new Notes(SideTables.NOTES, table);
        this.lease = new DynamoLease(brief, notes, me, pace.lease(), steady);
    }

    RegionStore place() {
        return place;
    }

    RegionName name() {
        return place.name();
    }

    Store store() {
        return store;
    }

    Notes notes() {
        return notes;
    }

    /** What is told here of other regions' changes; a note that cannot be left at once is soon followed by another. */
    ProgressNotes progress() {
        return new DynamoProgressNotes(brief, name());
    }

    /** Creates what is missing beside the table; says what went wrong, if anything did. */
    synchronized Optional<Problem> prepare() {
        if (isPrepared) return Optional.empty();
        Answer<TableDescription> described = brief.tables(
                tables -> tables.describeTable(all -> all.tableName(table)).table());
        Optional<Problem> problem = switch (described) {
            case Answer.Missing<TableDescription> missing -> Optional.of(missing.problem());
            case Answer.Given<TableDescription>(TableDescription found) -> SideTables.createMissing(brief, found);
        };
        isPrepared = problem.isEmpty();
        return problem;
    }

    Standing turn() {
        Optional<Problem> unprepared = prepare();
        Standing standing = unprepared.isPresent() ? Standing.UNKNOWN : lease.turn();
        trouble = unprepared.or(lease::trouble);
        return standing;
    }

    /** Why it could not be asked for its lease at the last turn, if it was so. */
    Optional<Problem> trouble() {
        return trouble;
    }

    void release() {
        lease.release();
    }

    @Override
    public void close() {
        store.close();
        brief.close();
    }
}

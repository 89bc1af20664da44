package dev.leeward.provision.dynamodb;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.dynamodb.Answer.Given;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.provision.ObservedTable;
import dev.leeward.provision.ObservedTable.Expiry;
import dev.leeward.provision.ObservedTable.ObservedIndex;
import dev.leeward.provision.ObservedTable.Units;
import dev.leeward.provision.ReplicaGroup;
import dev.leeward.provision.ScaledUnits;
import dev.leeward.provision.ScalingBounds;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTagsOfResourceResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Looks at one table, with all the calls that takes. */
final class View {
    private static final int MAX_TAG_PAGES = 20;

    private final Calls calls;
    private final Optional<Store> scaled;

    /** @param scaled the store, where something scales its units */
    View(Calls calls, Optional<Store> scaled) {
        this.calls = calls;
        this.scaled = scaled;
    }

    /** What one of several calls came to: a value, or why there is none; the first that failed makes the whole unseen. */
    private static final class Unseen extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Missing<?> missing;

        Unseen(Missing<?> missing) {
            super(missing.problem().sentence(), null, false, false);
            this.missing = missing;
        }
    }

    Looked<Optional<ObservedTable>> look(String table) {
        try {
            Optional<TableDescription> found = unless(
                    FaultCode.NOT_FOUND,
                    tables -> tables.describeTable(all -> all.tableName(table)).table());
            return new Looked.Seen<>(found.map(description -> observed(table, description)));
        } catch (Unseen unseen) {
            return new Looked.Unseen<>(unseen.missing.problem());
        }
    }

    private ObservedTable observed(String table, TableDescription found) {
        boolean isProvisioned = found.billingModeSummary() == null
                || found.billingModeSummary().billingMode() == BillingMode.PROVISIONED;
        boolean streams = found.streamSpecification() != null
                && Boolean.TRUE.equals(found.streamSpecification().streamEnabled());
        SortedMap<String, AttributeType> attributes = new TreeMap<>();
        found.attributeDefinitions()
                .forEach(each ->
                        attributes.put(each.attributeName(), AttributeType.valueOf(each.attributeTypeAsString())));
        return new ObservedTable(
                found.tableStatusAsString(),
                key(found.keySchema()),
                attributes,
                found.globalSecondaryIndexes().stream()
                        .map(index -> index(index, isProvisioned))
                        .toList(),
                isProvisioned ? Optional.of(units(found.provisionedThroughput())) : Optional.empty(),
                streams ? Optional.of(found.streamSpecification().streamViewTypeAsString()) : Optional.empty(),
                expiry(table),
                recovery(table),
                Boolean.TRUE.equals(found.deletionProtectionEnabled()),
                tags(found),
                isProvisioned ? scaling(table, found) : Optional.empty(),
                group(table, found),
                foreign(found));
    }

    private static Key key(List<KeySchemaElement> schema) {
        String partition = "";
        Optional<String> sort = Optional.empty();
        for (KeySchemaElement element : schema) {
            if (element.keyType() == KeyType.HASH) partition = element.attributeName();
            else sort = Optional.of(element.attributeName());
        }
        return new Key(partition, sort);
    }

    private static ObservedIndex index(GlobalSecondaryIndexDescription found, boolean isProvisioned) {
        return new ObservedIndex(
                new Index(found.indexName(), key(found.keySchema()), projection(found.projection())),
                // DynamoDB Local leaves it out where nothing is under way.
                found.indexStatusAsString() == null ? ObservedTable.ACTIVE : found.indexStatusAsString(),
                isProvisioned ? Optional.of(units(found.provisionedThroughput())) : Optional.empty());
    }

    private static Index.Projection projection(Projection found) {
        if (found.projectionType() == ProjectionType.KEYS_ONLY) return new Index.Projection.KeysOnly();
        return found.projectionType() == ProjectionType.INCLUDE
                ? new Index.Projection.Include(new TreeSet<>(found.nonKeyAttributes()))
                : new Index.Projection.All();
    }

    private static Units units(ProvisionedThroughputDescription found) {
        return new Units(found.readCapacityUnits(), found.writeCapacityUnits());
    }

    private Expiry expiry(String table) {
        return unless(
                        FaultCode.REJECTED,
                        tables -> tables.describeTimeToLive(all -> all.tableName(table))
                                .timeToLiveDescription())
                .map(View::expiry)
                .orElse(Expiry.NONE);
    }

    private static Expiry expiry(TimeToLiveDescription found) {
        TimeToLiveStatus status = found.timeToLiveStatus();
        boolean on = status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING;
        boolean settled = status != TimeToLiveStatus.ENABLING && status != TimeToLiveStatus.DISABLING;
        return new Expiry(on ? Optional.of(found.attributeName()) : Optional.empty(), settled);
    }

    /** Stores that are not Amazon's know nothing of it: then it is neither on nor off. */
    private Optional<Boolean> recovery(String table) {
        return unless(
                        FaultCode.REJECTED,
                        tables -> tables.describeContinuousBackups(all -> all.tableName(table))
                                .continuousBackupsDescription())
                .map(found -> found.pointInTimeRecoveryDescription() != null
                        && found.pointInTimeRecoveryDescription().pointInTimeRecoveryStatus()
                                == PointInTimeRecoveryStatus.ENABLED);
    }

    private Optional<SortedMap<String, String>> tags(TableDescription found) {
        SortedMap<String, String> tags = new TreeMap<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < MAX_TAG_PAGES; page++) {
            Optional<String> from = next;
            Optional<ListTagsOfResourceResponse> some = unless(
                    FaultCode.REJECTED,
                    tables -> tables.listTagsOfResource(all -> {
                        all.resourceArn(found.tableArn());
                        from.ifPresent(all::nextToken);
                    }));
            if (some.isEmpty()) return Optional.empty();
            some.get().tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            next = Optional.ofNullable(some.get().nextToken());
            if (next.isEmpty()) break;
        }
        return Optional.of(tags);
    }

    private Optional<SortedMap<ScaledUnits, ScalingBounds>> scaling(String table, TableDescription found) {
        if (scaled.isEmpty()) return Optional.empty();
        var indexes = found.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .toList();
        return switch (new AutoScaling(scaled.get(), table).look(indexes)) {
            case Given<SortedMap<ScaledUnits, ScalingBounds>>(var all) -> Optional.of(all);
            case Missing<SortedMap<ScaledUnits, ScalingBounds>> missing -> throw new Unseen(missing);
        };
    }

    private ReplicaGroup group(String table, TableDescription found) {
        return Groups.of(found).orElseGet(() -> legacy(table));
    }

    /** Only tables of no current global table can be in one of the version of 2017; few other stores know the call. */
    private ReplicaGroup legacy(String table) {
        return either(tables -> tables.describeGlobalTable(all -> all.globalTableName(table))
                        .globalTableDescription())
                .<ReplicaGroup>map(global -> new ReplicaGroup.Legacy(global.replicationGroup().stream()
                        .map(replica -> replica.regionName())
                        .toList()))
                .orElseGet(ReplicaGroup.None::new);
    }

    private static List<String> foreign(TableDescription found) {
        List<String> foreign = new ArrayList<>();
        found.localSecondaryIndexes().forEach(index -> foreign.add("the local secondary index " + index.indexName()));
        if (found.sseDescription() != null && found.sseDescription().kmsMasterKeyArn() != null) {
            foreign.add("an encryption key of its own");
        }
        if (found.tableClassSummary() != null
                && !"STANDARD".equals(found.tableClassSummary().tableClassAsString())) {
            foreign.add("the table class " + found.tableClassSummary().tableClassAsString());
        }
        return foreign;
    }

    /** What a call answers; empty where it fails with this fault. */
    private <T> Optional<T> unless(FaultCode code, Function<DynamoDbClient, T> call) {
        return switch (calls.tables(call)) {
            case Given<T>(T value) -> Optional.of(value);
            case Missing<T> missing -> {
                if (missing.problem().code() == code) yield Optional.empty();
                throw new Unseen(missing);
            }
        };
    }

    /** What a call answers; empty where the store says no to it, whichever way, or breaks over it. */
    private <T> Optional<T> either(Function<DynamoDbClient, T> call) {
        return switch (calls.tables(call)) {
            case Given<T>(T value) -> Optional.of(value);
            case Missing<T> missing -> {
                boolean said = switch (missing.problem().code()) {
                    // moto knows nothing of it and answers with 500.
                    case NOT_FOUND, REJECTED, UNAVAILABLE -> true;
                    default -> false;
                };
                if (said) yield Optional.empty();
                throw new Unseen(missing);
            }
        };
    }
}

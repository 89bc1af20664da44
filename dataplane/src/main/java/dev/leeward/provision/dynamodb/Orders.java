package dev.leeward.provision.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Answer.Given;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.provision.Change;
import dev.leeward.provision.Tables.Ordered;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateReplicationGroupMemberAction;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.GlobalTableWitnessGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.MultiRegionConsistency;
import software.amazon.awssdk.services.dynamodb.model.ReplicationGroupUpdate;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** Turns changes into the one call that each of them is. */
final class Orders {
    private final Calls calls;

    Orders(Calls calls) {
        this.calls = calls;
    }

    Ordered give(String table, Change change) {
        return switch (change) {
            case Change.CreateTable(var declared) -> call(tables -> tables.createTable(Shapes.create(declared)));
            case Change.DeleteTable() -> call(tables -> tables.deleteTable(all -> all.tableName(table)));
            case Change.SetStream(boolean on) ->
                update(
                        table,
                        all -> all.streamSpecification(stream -> {
                            stream.streamEnabled(on);
                            if (on) stream.streamViewType(StreamViewType.NEW_AND_OLD_IMAGES);
                        }));
            case Change.AddIndex add ->
                update(
                        table,
                        all -> all.attributeDefinitions(Shapes.attributes(add.attributes()))
                                .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                        .create(Shapes.added(add.index(), add.billing()))
                                        .build()));
            case Change.RemoveIndex(String name) ->
                update(
                        table,
                        all -> all.globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .delete(index -> index.indexName(name))
                                .build()));
            case Change.SetBilling set -> update(table, all -> Shapes.billing(all, set));
            case Change.SetExpiry(String attribute, boolean on) ->
                call(tables -> tables.updateTimeToLive(all -> all.tableName(table)
                        .timeToLiveSpecification(
                                ttl -> ttl.attributeName(attribute).enabled(on))));
            case Change.SetRecovery(boolean on) ->
                call(tables -> tables.updateContinuousBackups(all -> all.tableName(table)
                        .pointInTimeRecoverySpecification(recovery -> recovery.pointInTimeRecoveryEnabled(on))));
            case Change.SetProtection(boolean on) -> update(table, all -> all.deletionProtectionEnabled(on));
            case Change.SetScaling _ -> throw new IllegalArgumentException("no call to the store itself");
            case Change.SetTags(var tags) ->
                call(tables -> {
                    String name = tables.describeTable(all -> all.tableName(table))
                            .table()
                            .tableArn();
                    tables.tagResource(all -> all.resourceArn(name).tags(Shapes.tags(tags)));
                });
            case Change.AddReplica(String region) ->
                update(
                        table,
                        all -> all.replicaUpdates(ReplicationGroupUpdate.builder()
                                .create(member(region))
                                .build()));
            case Change.AddStrongMembers strong -> update(table, all -> strong(all, strong));
            case Change.RemoveReplica(String region) ->
                update(
                        table,
                        all -> all.replicaUpdates(ReplicationGroupUpdate.builder()
                                .delete(replica -> replica.regionName(region))
                                .build()));
        };
    }

    private static CreateReplicationGroupMemberAction member(String region) {
        return CreateReplicationGroupMemberAction.builder().regionName(region).build();
    }

    private static void strong(UpdateTableRequest.Builder all, Change.AddStrongMembers strong) {
        all.multiRegionConsistency(MultiRegionConsistency.STRONG)
                .replicaUpdates(strong.awsRegions().stream()
                        .map(region -> ReplicationGroupUpdate.builder()
                                .create(member(region))
                                .build())
                        .toList());
        strong.witness()
                .ifPresent(region -> all.globalTableWitnessUpdates(GlobalTableWitnessGroupUpdate.builder()
                        .create(witness -> witness.regionName(region))
                        .build()));
    }

    private Ordered update(String table, Consumer<UpdateTableRequest.Builder> fill) {
        return call(tables -> tables.updateTable(all -> {
            all.tableName(table);
            fill.accept(all);
        }));
    }

    private Ordered call(Consumer<DynamoDbClient> order) {
        Answer<Boolean> answer = calls.tables(tables -> {
            order.accept(tables);
            return true;
        });
        return said(answer);
    }

    static Ordered said(Answer<Boolean> answer) {
        return switch (answer) {
            case Given<Boolean> _ -> new Ordered.Taken();
            case Missing<Boolean> missing ->
                missing.maybeApplied()
                        ? new Ordered.Unclear(missing.problem())
                        : new Ordered.Refused(missing.problem());
        };
    }
}

package dev.leeward.provision.dynamodb;

import dev.leeward.declared.AttributeType;
import dev.leeward.declared.Billing;
import dev.leeward.declared.DeclaredTable;
import dev.leeward.declared.Index;
import dev.leeward.declared.Key;
import dev.leeward.provision.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateGlobalSecondaryIndexAction;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.UpdateTableRequest;

/** What is declared, in the shapes of the SDK. Capacity that is scaled begins at its least. */
final class Shapes {
    private Shapes() {}

    static CreateTableRequest create(DeclaredTable declared) {
        Optional<ProvisionedThroughput> throughput = throughput(declared.billing());
        var request = CreateTableRequest.builder()
                .tableName(declared.name())
                .keySchema(key(declared.key()))
                .attributeDefinitions(attributes(declared.attributes()))
                .billingMode(mode(declared.billing()));
        throughput.ifPresent(request::provisionedThroughput);
        if (!declared.indexes().isEmpty()) {
            request.globalSecondaryIndexes(declared.indexes().stream()
                    .map(index -> index(index, throughput))
                    .toList());
        }
        if (declared.stream()) {
            request.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES));
        }
        if (declared.deletionProtection()) request.deletionProtectionEnabled(true);
        if (!declared.tags().isEmpty()) request.tags(tags(declared.tags()));
        return request.build();
    }

    private static GlobalSecondaryIndex index(Index index, Optional<ProvisionedThroughput> throughput) {
        var shape = GlobalSecondaryIndex.builder()
                .indexName(index.name())
                .keySchema(key(index.key()))
                .projection(projection(index.projection()));
        throughput.ifPresent(shape::provisionedThroughput);
        return shape.build();
    }

    static CreateGlobalSecondaryIndexAction added(Index index, Billing billing) {
        var shape = CreateGlobalSecondaryIndexAction.builder()
                .indexName(index.name())
                .keySchema(key(index.key()))
                .projection(projection(index.projection()));
        throughput(billing).ifPresent(shape::provisionedThroughput);
        return shape.build();
    }

    static void billing(UpdateTableRequest.Builder all, Change.SetBilling set) {
        Optional<ProvisionedThroughput> throughput = throughput(set.billing());
        if (set.ofTable()) {
            all.billingMode(mode(set.billing()));
            throughput.ifPresent(all::provisionedThroughput);
        }
        throughput
                .filter(_ -> !set.indexes().isEmpty())
                .ifPresent(units -> all.globalSecondaryIndexUpdates(set.indexes().stream()
                        .map(name -> GlobalSecondaryIndexUpdate.builder()
                                .update(index -> index.indexName(name).provisionedThroughput(units))
                                .build())
                        .toList()));
    }

    static List<AttributeDefinition> attributes(SortedMap<String, AttributeType> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(each -> AttributeDefinition.builder()
                                .attributeName(each.getKey())
                                .attributeType(each.getValue().name())
                                .build())
                        .toList();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static List<KeySchemaElement> key(Key key) {
        List<KeySchemaElement> elements = new ArrayList<>();
        elements.add(element(key.partition(), KeyType.HASH));
        key.sort().ifPresent(sort -> elements.add(element(sort, KeyType.RANGE)));
        return elements;
    }

    private static KeySchemaElement element(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static Projection projection(Index.Projection projection) {
        return switch (projection) {
            case Index.Projection.All _ ->
                Projection.builder().projectionType(ProjectionType.ALL).build();
            case Index.Projection.KeysOnly _ ->
                Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build();
            case Index.Projection.Include include ->
                Projection.builder()
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes(include.attributes())
                        .build();
        };
    }

    private static BillingMode mode(Billing billing) {
        return billing instanceof Billing.OnDemand ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED;
    }

    private static Optional<ProvisionedThroughput> throughput(Billing billing) {
        return billing instanceof Billing.Provisioned(var read, var write)
                ? Optional.of(ProvisionedThroughput.builder()
                        .readCapacityUnits((long) read.least())
                        .writeCapacityUnits((long) write.least())
                        .build())
                : Optional.empty();
    }
}

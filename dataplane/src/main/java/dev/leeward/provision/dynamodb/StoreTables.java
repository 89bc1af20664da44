package dev.leeward.provision.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Answer.Given;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.provision.Change;
import dev.leeward.provision.ObservedTable;
import dev.leeward.provision.ScaledUnits;
import dev.leeward.provision.ScalingBounds;
import dev.leeward.provision.Tables;
import dev.leeward.table.Looked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;

/** The tables of a store. */
public final class StoreTables implements Tables {
    /** More tables than this are not listed: 100 come with each call. */
    private static final int MAX_TABLES = 10_000;

    private final Calls calls;
    private final Optional<Store> scaled;

    /** @param calls how the store is reached */
    public StoreTables(Calls calls) {
        this(calls, Optional.empty());
    }

    private StoreTables(Calls calls, Optional<Store> scaled) {
        this.calls = calls;
        this.scaled = scaled;
    }

    /** The tables of {@code store}, which stays with its owner. Only at AWS there is something that scales their units. */
    public static StoreTables of(Store store) {
        return store.address().endpoint().isEmpty() ? scaled(store) : new StoreTables(calls(store), Optional.empty());
    }

    /** Those of a store that scales units, wherever it is. */
    static StoreTables scaled(Store store) {
        return new StoreTables(calls(store), Optional.of(store));
    }

    private static Calls calls(Store store) {
        return new Calls() {
            @Override
            public <T> Answer<T> tables(Function<DynamoDbClient, T> call) {
                return store.tables(call);
            }
        };
    }

    @Override
    public Looked<List<String>> names() {
        List<String> names = new ArrayList<>();
        Optional<String> last = Optional.empty();
        do {
            Optional<String> after = last;
            Answer<ListTablesResponse> page =
                    calls.tables(tables -> tables.listTables(all -> after.ifPresent(all::exclusiveStartTableName)));
            switch (page) {
                case Given<ListTablesResponse>(var some) -> {
                    names.addAll(some.tableNames());
                    last = Optional.ofNullable(some.lastEvaluatedTableName());
                }
                case Missing<ListTablesResponse> missing -> {
                    return new Looked.Unseen<>(missing.problem());
                }
            }
        } while (last.isPresent() && names.size() < MAX_TABLES);
        if (last.isPresent()) {
            return new Looked.Unseen<>(Problem.lasting(FaultCode.EXHAUSTED, "more than " + MAX_TABLES + " tables"));
        }
        return new Looked.Seen<>(List.copyOf(names));
    }

    @Override
    public Looked<Optional<ObservedTable>> look(String table) {
        return new View(calls, scaled).look(table);
    }

    @Override
    public Ordered order(String table, Change change) {
        if (change instanceof Change.SetScaling(var units, var bounds)) return scaling(table, units, bounds);
        return new Orders(calls).give(table, change);
    }

    private Ordered scaling(String table, ScaledUnits units, Optional<ScalingBounds> bounds) {
        if (scaled.isEmpty()) {
            return new Ordered.Refused(
                    Problem.lasting(FaultCode.REJECTED, "there is nothing at this store that scales units"));
        }
        var scaling = new AutoScaling(scaled.get(), table);
        return Orders.said(bounds.map(some -> scaling.set(units, some)).orElseGet(() -> scaling.stop(units)));
    }
}

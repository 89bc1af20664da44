package dev.leeward.provision.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Answer.Given;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.provision.Change;
import dev.leeward.provision.ObservedTable;
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

    /** @param calls how the store is reached */
    public StoreTables(Calls calls) {
        this.calls = calls;
    }

    /** The tables of {@code store}, which stays with its owner. */
    public static StoreTables of(Store store) {
        return new StoreTables(new Calls() {
            @Override
            public <T> Answer<T> tables(Function<DynamoDbClient, T> call) {
                return store.tables(call);
            }
        });
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
        return new View(calls).look(table);
    }

    @Override
    public Ordered order(String table, Change change) {
        return new Orders(calls).give(table, change);
    }
}

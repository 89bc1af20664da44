package dev.leeward.probe.store;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.probe.Check;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * The calls of one look, all of them within one deadline. The health table has the key {@code id}, as {@code leeward tables
 * apply} makes it.
 *
 * @param canary the item of this probe of this vantage point
 * @param beat what is written this time
 * @param clock monotonic nanoseconds
 */
record StoreLooks(Store store, String table, String canary, Beat beat, Duration limit, LongSupplier clock) {
    private static final String KEY = "id";
    private static final String LATER_STANDS = "ConditionalCheckFailedException";

    /** What the store answers; {@code Given} where all is as it should be. */
    Answer<Boolean> make(Check.StoreLook look) {
        long begun = clock.getAsLong();
        return switch (look) {
            case DESCRIBE -> described();
            case READ -> read(begun).map(_ -> true);
            case READ_WRITE -> written(begun);
        };
    }

    private Answer<Boolean> described() {
        var answer = store.tables(
                limit,
                client -> client.describeTable(ask -> ask.tableName(table)).table());
        return switch (answer) {
            case Answer.Given<TableDescription>(var found) ->
                isReady(found)
                        ? new Answer.Given<>(true)
                        : wrong(FaultCode.UNAVAILABLE, "table " + table + " is " + found.tableStatusAsString());
            case Answer.Missing<TableDescription> missing -> missing.as();
        };
    }

    /** A table that is being changed serves its applications. */
    private static boolean isReady(TableDescription table) {
        return table.tableStatus() == TableStatus.ACTIVE || table.tableStatus() == TableStatus.UPDATING;
    }

    private Answer<Boolean> written(long begun) {
        if (put() instanceof Answer.Missing<?> missing && !missing.error().equals(LATER_STANDS)) return missing.as();
        return switch (read(begun)) {
            case Answer.Given<Map<String, AttributeValue>>(var found) ->
                beat.allows(found)
                        ? new Answer.Given<>(true)
                        : wrong(FaultCode.GARBLED, "what was just written to " + table + " is not there");
            case Answer.Missing<Map<String, AttributeValue>> missing -> missing.as();
        };
    }

    private Answer<?> put() {
        var item = new HashMap<>(beat.fields());
        item.put(KEY, AttributeValue.fromS(canary));
        return store.tables(
                limit,
                client -> client.putItem(ask -> ask.tableName(table)
                        .item(item)
                        .conditionExpression(Beat.UNLESS_LATER)
                        .expressionAttributeNames(Beat.names())
                        .expressionAttributeValues(beat.values())));
    }

    private Answer<Map<String, AttributeValue>> read(long begun) {
        var rest = limit.minusNanos(clock.getAsLong() - begun);
        return store.tables(
                rest,
                client -> client.getItem(ask -> ask.tableName(table)
                                .key(Map.of(KEY, AttributeValue.fromS(canary)))
                                .consistentRead(true))
                        .item());
    }

    private static Answer<Boolean> wrong(FaultCode code, String words) {
        return new Answer.Missing<>(Problem.passing(code, words), "", false);
    }
}

package dev.leeward.provision.dynamodb;

import dev.leeward.dynamodb.Answer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The way to one store. */
public interface Calls {
    /** Makes a call that has a deadline, and answers with a value. */
    <T> Answer<T> tables(Function<DynamoDbClient, T> call);
}

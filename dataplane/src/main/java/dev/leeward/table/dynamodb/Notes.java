package dev.leeward.table.dynamodb;

import dev.leeward.dynamodb.KeyNames;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a replicator keeps of one table's stream in the stream's own region, in a table that all replicated tables share:
 * checkpoints and leases.
 *
 * @param name the name of the table that holds the notes
 * @param about the replicated table
 */
public record Notes(String name, String about) {
    /** The keys of the table that holds the notes. */
    public static final KeyNames KEYS = new KeyNames("table", Optional.of("what"));

    /** The attribute that holds the position of a checkpoint. */
    public static final String POSITION = "position";

    /** The key of one note. */
    public Map<String, AttributeValue> key(String what) {
        return Map.of("table", AttributeValue.fromS(about), "what", AttributeValue.fromS(what));
    }
}

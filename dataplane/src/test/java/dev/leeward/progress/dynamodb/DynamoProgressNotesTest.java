package dev.leeward.progress.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.progress.ProgressNotes;
import dev.leeward.progress.ProgressNotesContract;
import dev.leeward.region.RegionName;
import dev.leeward.table.Looked;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
import java.util.HashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Against a real server. */
class DynamoProgressNotesTest extends ProgressNotesContract {
    private static final RegionName WEST = new RegionName("west");

    private final Store store = LocalStores.fresh();

    DynamoProgressNotesTest() {
        assertThat(SideTables.createMissing(store, LocalStores.create(store, "carts")))
                .isEmpty();
    }

    @Override
    protected ProgressNotes notes() {
        return new DynamoProgressNotes(store, WEST);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_note_in_another_form_is_not_taken_for_nothing() {
        var item = new HashMap<>(new Notes(SideTables.NOTES, "carts").key("progress from east"));
        item.put("written", AttributeValue.fromS("yesterday"));
        LocalStores.given(store.tables(
                tables -> tables.putItem(all -> all.tableName(SideTables.NOTES).item(item))));

        assertThat(notes().read("carts"))
                .isInstanceOfSatisfying(
                        Looked.Unseen.class,
                        unseen -> assertThat(unseen.problem().code()).isEqualTo(FaultCode.GARBLED));
    }

    @Test
    void where_the_table_is_missing_nothing_is_known() {
        try (Store empty = LocalStores.fresh()) {
            assertThat(new DynamoProgressNotes(empty, WEST).read("carts"))
                    .isInstanceOfSatisfying(
                            Looked.Unseen.class,
                            unseen -> assertThat(unseen.problem().code()).isEqualTo(FaultCode.NOT_FOUND));
        }
    }
}

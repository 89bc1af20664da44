package dev.leeward.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.Store;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.stream.dynamodb.DynamoLease.Standing;
import dev.leeward.table.dynamodb.Notes;
import dev.leeward.table.dynamodb.SideTables;
import dev.leeward.testkit.DynamoDbLocal;
import dev.leeward.testkit.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a real server, in a time of its own. */
class DynamoLeaseTest {
    private static final Duration TIME = Duration.ofSeconds(3);

    private final String key = DynamoDbLocal.freshKey();
    private final Store store = LocalStores.at(DynamoDbLocal.shared().endpoint(), key);
    private final Notes notes = new Notes(SideTables.NOTES, "shop");
    private Instant now = Instant.EPOCH;

    DynamoLeaseTest() {
        assertThat(SideTables.createMissing(store, LocalStores.create(store, "shop")))
                .isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void one_holds_it_as_long_as_he_renews_it() {
        DynamoLease one = lease("one");
        DynamoLease two = lease("two");
        assertThat(one.turn()).isEqualTo(Standing.HELD);
        for (int seconds = 0; seconds < 10; seconds++) {
            assertThat(two.turn()).isEqualTo(Standing.TAKEN);
            pass(Duration.ofSeconds(1));
            assertThat(one.turn()).isEqualTo(Standing.HELD);
        }
    }

    @Test
    void another_takes_it_when_it_was_not_renewed_for_its_time_as_he_saw_it() {
        DynamoLease one = lease("one");
        DynamoLease two = lease("two");
        one.turn();
        pass(Duration.ofHours(1));
        assertThat(two.turn()).isEqualTo(Standing.TAKEN);
        pass(TIME.minusMillis(1));
        assertThat(two.turn()).isEqualTo(Standing.TAKEN);
        pass(Duration.ofMillis(1));
        assertThat(two.turn()).isEqualTo(Standing.HELD);

        assertThat(one.turn()).isEqualTo(Standing.TAKEN);
        assertThat(two.turn()).isEqualTo(Standing.HELD);
    }

    @Test
    void of_two_who_want_it_at_once_one_gets_it() {
        DynamoLease one = lease("one");
        one.turn();
        DynamoLease two = lease("two");
        DynamoLease three = lease("three");
        two.turn();
        three.turn();
        pass(TIME);

        assertThat(two.turn()).isEqualTo(Standing.HELD);
        assertThat(three.turn()).isEqualTo(Standing.TAKEN);
    }

    @Test
    void what_was_let_go_is_free_at_once() {
        DynamoLease one = lease("one");
        DynamoLease two = lease("two");
        one.turn();
        assertThat(two.turn()).isEqualTo(Standing.TAKEN);

        one.release();

        assertThat(two.turn()).isEqualTo(Standing.HELD);
        one.release();
        assertThat(two.turn()).isEqualTo(Standing.HELD);
    }

    @Test
    void a_renewal_whose_answer_was_lost_is_found_out() {
        try (var link = TcpProxy.before(DynamoDbLocal.shared().address());
                var through = Store.open(StoreAddress.withKey(
                                "eu-central-1",
                                Optional.of(URI.create(
                                        "http://127.0.0.1:" + link.address().getPort())),
                                key,
                                "secret")
                        .within(Duration.ofSeconds(2)))) {
            var one = new DynamoLease(through, notes, "one", TIME, () -> now);
            assertThat(one.turn()).isEqualTo(Standing.HELD);
            link.set(TcpProxy.Mode.LOSE_REPLIES);
            pass(Duration.ofSeconds(1));
            assertThat(one.turn()).isEqualTo(Standing.HELD);
            pass(TIME);
            assertThat(one.turn()).isEqualTo(Standing.UNKNOWN);
            link.set(TcpProxy.Mode.REFUSE);
            link.set(TcpProxy.Mode.PASS);

            assertThat(one.turn()).isEqualTo(Standing.HELD);
        }
    }

    private DynamoLease lease(String me) {
        return new DynamoLease(store, notes, me, TIME, () -> now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}

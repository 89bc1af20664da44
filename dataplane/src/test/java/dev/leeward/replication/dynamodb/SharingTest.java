package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.LocalStores;
import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Passage;
import dev.leeward.replication.Terms;
import dev.leeward.replication.dynamodb.Sharing.Cooperation;
import dev.leeward.stream.dynamodb.Allotment;
import dev.leeward.stream.dynamodb.Allotments;
import dev.leeward.stream.dynamodb.DynamoStream;
import dev.leeward.stream.dynamodb.StreamNotes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is asked anything here: what is opened is only counted. */
class SharingTest {
    private static final DynamoStream STREAM = stream("first");

    private final Counted allotments = new Counted();
    private final RegionAccess region = region();
    private final Sharing sharing = new Sharing(
            new Cooperation(allotments, "me", () -> false),
            region,
            "shop",
            new Passage(),
            new StreamNotes(region.store(), region.notes()),
            List.of(),
            () -> Instant.EPOCH);

    @AfterEach
    void close() {
        sharing.close();
        region.close();
    }

    @Test
    void a_stream_is_joined_once() {
        sharing.join(STREAM);
        sharing.join(STREAM);

        assertThat(allotments.opened).hasSize(1);
        assertThat(sharing.trouble()).isEmpty();
    }

    @Test
    void another_stream_is_joined_instead() {
        sharing.join(STREAM);
        sharing.join(stream("second"));

        assertThat(allotments.opened).extracting(one -> one.isClosed).containsExactly(true, false);
    }

    @Test
    void what_has_given_up_is_begun_anew() {
        sharing.join(STREAM);
        allotments.opened.getFirst().hasGivenUp = true;
        assertThat(sharing.trouble()).isPresent();

        sharing.join(STREAM);

        assertThat(allotments.opened).extracting(one -> one.isClosed).containsExactly(true, false);
        assertThat(sharing.trouble()).isEmpty();
    }

    private static DynamoStream stream(String label) {
        return new DynamoStream("arn/" + label, label, LocalStores.KEYS, Instant.EPOCH);
    }

    private static RegionAccess region() {
        var address = StoreAddress.withKey("us-east-1", Optional.of(URI.create("http://127.0.0.1:1")), "key", "secret");
        var terms = new Terms(true, Duration.ofSeconds(1), Duration.ofMillis(100), 3, Duration.ofDays(8));
        var store = new RegionStore(new RegionName("us-east"), address, terms);
        return new RegionAccess(store, "shop", "me", Pace.ofLocal(), () -> Instant.EPOCH);
    }

    private static final class Counted implements Allotments {
        private final List<One> opened = new ArrayList<>();

        @Override
        public Optional<Problem> defect() {
            return Optional.empty();
        }

        @Override
        public Allotment open(Stake stake) {
            opened.add(new One());
            return opened.getLast();
        }
    }

    private static final class One implements Allotment {
        private boolean hasGivenUp;
        private boolean isClosed;

        @Override
        public Set<String> held() {
            return Set.of();
        }

        @Override
        public void ended(String shard, Set<String> children) {}

        @Override
        public Optional<Problem> trouble() {
            return hasGivenUp
                    ? Optional.of(Problem.lasting(FaultCode.UNAVAILABLE, "it has given up"))
                    : Optional.empty();
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}

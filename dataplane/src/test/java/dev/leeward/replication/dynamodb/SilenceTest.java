package dev.leeward.replication.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.dynamodb.StoreAddress;
import dev.leeward.fault.Problem;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Terms;
import dev.leeward.testkit.Await;
import dev.leeward.testkit.Ports;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SilenceTest {
    @Test
    void regions_that_nobody_answers_in_are_told_of_before_anybody_leads() {
        var heard = new Heard();
        var stores = List.of(nobody("us-east"), nobody("eu-central"));
        try (var _ = new Replication("orders", stores, Pace.ofLocal(), "me", heard)) {
            Await.until(
                    "both are told of",
                    Duration.ofSeconds(20),
                    () -> told(heard, "us-east") && told(heard, "eu-central"));
        }
        assertThat(heard.isActive).isFalse();
    }

    private static boolean told(Heard heard, String region) {
        return heard.problems.stream()
                .map(Problem::sentence)
                .anyMatch(sentence -> sentence.contains(region) && sentence.contains("cannot be reached"));
    }

    private static RegionStore nobody(String region) {
        var address = StoreAddress.withKey(
                region, Optional.of(URI.create("http://127.0.0.1:" + Ports.free())), "key", "secret");
        return new RegionStore(new RegionName(region), address, Terms.ofAws());
    }
}

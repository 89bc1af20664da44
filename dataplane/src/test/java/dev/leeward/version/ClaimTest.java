package dev.leeward.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.item.Item;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClaimTest {
    @Test
    void a_stamp_is_a_version() {
        assertThat(claim("1772331420123.0042@us-east"))
                .contains(new Version(1_772_331_420_123L, 42, new RegionName("us-east")));
    }

    /** Seconds, microseconds, and what others write into such an attribute. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1772331420",
                "1772331420123",
                "1772331420.0000@us-east",
                "1772331420123456.0000@us-east",
                "1772331420123.42@us-east",
                "1772331420123.0042@",
                "1772331420123.0042@US East",
                "1772331420123.0042@us-east ",
                "2026-03-01T02:17:00.123Z"
            })
    void what_looks_otherwise_is_none(String text) {
        assertThat(claim(text)).isEmpty();
    }

    @Test
    void a_number_is_none() {
        assertThat(Claim.of(Item.of(Map.of("stamp", Value.N.of(1_772_331_420_123L))), "stamp"))
                .isEmpty();
    }

    /** Stores compare text by its bytes, in the condition that applications give. */
    @Test
    void the_greater_text_is_the_later_version() {
        long seed = 20261126;
        var random = new SplittableRandom(seed);
        for (int times = 0; times < 2_000; times++) {
            Version one = version(random);
            Version other = version(random);
            assertThat(Integer.signum(text(one).compareTo(text(other))))
                    .as("seed %d: %s and %s", seed, one, other)
                    .isEqualTo(Integer.signum(one.compareTo(other)));
            assertThat(claim(text(one))).contains(one);
        }
    }

    private static Version version(SplittableRandom random) {
        var regions = new String[] {"us", "us-east", "us-east-1", "a"};
        long millis = random.nextBoolean() ? random.nextInt(3) : random.nextLong(9_999_999_999_999L);
        return new Version(millis, random.nextInt(3) * 4_999, new RegionName(regions[random.nextInt(regions.length)]));
    }

    private static String text(Version version) {
        if (Claim.toValue(version) instanceof Value.S(String text)) return text;
        throw new AssertionError("a stamp is text");
    }

    private static Optional<Version> claim(String text) {
        return Claim.of(Item.of(Map.of("stamp", new Value.S(text))), "stamp");
    }
}

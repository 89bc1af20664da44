package dev.leeward.steering.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.region.RecordType;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RecordNameTest {
    @Test
    void a_name_is_the_same_however_it_is_spelt() {
        RecordName name = RecordName.of("*.Example.COM");
        assertThat(name).isEqualTo(RecordName.of("\\052.example.com."));
        assertThat(name.toString()).isEqualTo("*.example.com");
        assertThat(name.wire()).isEqualTo("\\052.example.com.");
        assertThat(name.mark().wire()).isEqualTo("_leeward.\\052.example.com.");
    }

    @Test
    void a_dot_inside_a_label_separates_nothing() {
        assertThat(RecordName.of("a\\056b.example.com").wire()).isEqualTo("a\\056b.example.com.");
        assertThat(RecordName.of("a\\056b.example.com").within(RecordName.of("b.example.com")))
                .isFalse();
    }

    @Test
    void a_zone_holds_itself_and_what_ends_with_its_labels() {
        RecordName zone = RecordName.of("example.com.");
        assertThat(RecordName.of("example.com").within(zone)).isTrue();
        assertThat(RecordName.of("a.b.example.com").within(zone)).isTrue();
        assertThat(RecordName.of("badexample.com").within(zone)).isFalse();
    }

    @Test
    void nothing_is_no_name() {
        assertThatThrownBy(() -> RecordName.of(".")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RecordName.of("a..")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatever_a_label_holds_comes_back_from_the_wire() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var label = new StringBuilder();
            for (int c = 0; c < 1 + random.nextInt(20); c++) {
                char any = (char) (33 + random.nextInt(94));
                if (any != '.' && any != '\\') label.append(any);
            }
            if (label.isEmpty()) continue;
            RecordName name = RecordName.of(label + ".example.com");
            assertThat(RecordName.of(name.wire())).as("seed %s", seed).isEqualTo(name);
            assertThat(name.wire()).as("seed %s", seed).matches("([a-z0-9_.-]|\\\\[0-7]{3})+");
        }
    }

    @Test
    void addresses_have_one_spelling() {
        assertThat(RecordValues.canonical(RecordType.AAAA, "2001:0DB8:0:0:0:0:0:1"))
                .isEqualTo("2001:db8::1");
        assertThat(RecordValues.canonical(RecordType.AAAA, "2001:db8:0:1:0:0:0:1"))
                .isEqualTo("2001:db8:0:1::1");
        assertThat(RecordValues.canonical(RecordType.AAAA, "2001:db8:0:0:1:0:0:1"))
                .isEqualTo("2001:db8::1:0:0:1");
        assertThat(RecordValues.canonical(RecordType.AAAA, "2001:db8:0:1:1:1:1:1"))
                .isEqualTo("2001:db8:0:1:1:1:1:1");
        assertThat(RecordValues.canonical(RecordType.AAAA, "::")).isEqualTo("::");
        assertThat(RecordValues.canonical(RecordType.AAAA, "fe80:0::")).isEqualTo("fe80::");
        assertThat(RecordValues.canonical(RecordType.AAAA, "nonsense")).isEqualTo("nonsense");
        assertThat(RecordValues.canonical(RecordType.CNAME, "LB.Example.org.")).isEqualTo("lb.example.org");
    }
}

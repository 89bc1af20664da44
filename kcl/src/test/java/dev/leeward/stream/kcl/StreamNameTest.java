package dev.leeward.stream.kcl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNameTest {
    private static final String LABEL = "2026-11-26T10:00:00.000";

    @Test
    void one_of_amazon_is_told_as_it_is() {
        String real = "arn:aws:dynamodb:eu-central-1:123456789012:table/shop/stream/" + LABEL;

        assertThat(StreamName.of(real, LABEL)).isEqualTo(new StreamName(real, real));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:dynamodb:ddblocal:000000000000:table/shop/stream/" + LABEL,
                "arn:scylla:alternator:one:scylla:table/shop/stream/" + LABEL,
                "S0123-4567"
            })
    void one_that_the_adapter_refuses_is_told_under_another_name(String real) {
        var name = StreamName.of(real, LABEL);

        assertThat(name.real()).isEqualTo(real);
        assertThat(name.told()).startsWith("arn:aws:dynamodb:us-east-1:000000000000:table/");
        assertThat(name.identifier()).startsWith("us-east-1$000000000000$").endsWith("2026-11-26T10_00_00.000");
    }
}

package dev.leeward.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.item.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AttributesTest {
    @Test
    void every_type_comes_back_as_it_went() {
        Item item = Items.ofEveryType();

        assertThat(Attributes.item(Attributes.of(item))).isEqualTo(item);
    }

    @Test
    void a_value_of_no_known_type_is_told() {
        Map<String, AttributeValue> odd = Map.of("k", AttributeValue.builder().build());

        assertThatThrownBy(() -> Attributes.item(odd)).isInstanceOf(UnknownShape.class);
    }
}

package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.testkit.ShopViews;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WhyCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void it_shows_evidence_rules_and_what_would_change_them() {
        leeward.desk.show(ShopViews.failingOver());
        var ran = leeward.run("why", "shop");
        assertThat(ran.code()).isZero();
        Golden.check("why-failing-over", ran.out());
    }

    @Test
    void as_json_it_is_what_the_api_says() {
        var why = Json.MAPPER.readTree(leeward.run("why", "shop", "-o", "json").out());
        assertThat(why.at("/rules/0/rule").asString()).isEqualTo("active-unhealthy");
    }
}

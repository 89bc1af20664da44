package dev.leeward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.body.EntryBody;
import dev.leeward.api.body.ServiceBody;
import dev.leeward.control.ServiceView;
import dev.leeward.testkit.ShopViews;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private static final Instant FAULT = ShopViews.NOW.minusSeconds(2);

    @Test
    void it_always_has_the_same_number_of_lines() {
        for (var view : List.of(
                ShopViews.atEase(), ShopViews.failingOver(), ShopViews.waitingForApproval(), ShopViews.unknown())) {
            assertThat(drawn(view, entries(0), List.of())).hasSize(Screen.ROWS);
            assertThat(drawn(view, entries(40), List.of())).hasSize(Screen.ROWS);
            assertThat(drawn(
                            view,
                            entries(40),
                            IntStream.range(0, 50).mapToObj(i -> "line " + i).toList()))
                    .hasSize(Screen.ROWS);
        }
    }

    @Test
    void it_says_what_the_client_sees_and_how_long_after_the_fault_things_happened() {
        assertThat(drawn(ShopViews.failingOver(), entries(1), List.of()))
                .anySatisfy(line -> assertThat(line).contains("NOT SERVED: connection refused", "7 visits, 3 failed"))
                .anySatisfy(line -> assertThat(line).contains("+1.50 s  something happened"));
    }

    @Test
    void an_open_run_is_shown_step_by_step() {
        assertThat(drawn(ShopViews.failingOver(), entries(0), List.of()))
                .anySatisfy(line -> assertThat(line).contains("failover us-east -> eu-central"))
                .anySatisfy(line -> assertThat(line).contains("recheck"));
    }

    private static List<String> drawn(ServiceView view, List<EntryBody> newest, List<String> message) {
        var visit = new Visit(
                ShopViews.NOW, Duration.ofMillis(1), Optional.of("127.0.0.11"), Optional.empty(), "connection refused");
        var picture = new Screen.Picture(
                ShopViews.NOW,
                "http://127.0.0.1:8600",
                ServiceBody.of(view),
                Optional.of(visit),
                7,
                3,
                List.of("dead", "serving"),
                Optional.of(FAULT),
                newest,
                message);
        return new Screen(false).draw(picture);
    }

    private static List<EntryBody> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new EntryBody(
                        i + 1,
                        FAULT.plusMillis(1500),
                        "drift-gone",
                        Optional.of("shop"),
                        "something happened",
                        Map.of(),
                        ""))
                .toList();
    }
}

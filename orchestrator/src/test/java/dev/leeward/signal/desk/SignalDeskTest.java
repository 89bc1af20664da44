package dev.leeward.signal.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.HookSettings;
import dev.leeward.secret.Secret;
import dev.leeward.signal.Signal;
import dev.leeward.signal.SignalBoard;
import dev.leeward.signal.SignalState;
import dev.leeward.signal.source.Delivery;
import dev.leeward.signal.source.Reading;
import dev.leeward.signal.source.Refusal.Why;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SignalDeskTest {
    private static final HookSettings ALERTS = new HookSettings.Generic("alerts", Secret.of("0123456789abcdef"));

    private final AtomicLong nanos = new AtomicLong();
    private final SignalBoard board = new SignalBoard(nanos::get);
    private final List<String> told = new ArrayList<>();
    private final SignalDesk desk = new SignalDesk(board, _ -> SignalDeskTest::read, new Listener(), nanos::get);

    SignalDeskTest() {
        desk.configured(List.of(ALERTS));
    }

    @Test
    void what_is_understood_is_put_on_the_board_and_its_beginning_is_told() {
        assertThat(receive("firing 1")).isEqualTo(new Reception.Taken(1));
        assertThat(receive("firing 2")).isEqualTo(new Reception.Taken(1));
        assertThat(receive("over 3")).isEqualTo(new Reception.Taken(1));
        assertThat(told).containsExactly("heard FIRING", "began it", "heard FIRING", "heard OVER");
    }

    @Test
    void the_very_same_delivery_counts_once() {
        receive("over 1");
        receive("firing 2");
        assertThat(why(receive("over 1"))).isEqualTo(Why.REPLAYED);
        assertThat(board.of("alerts", Map.of()).getFirst().signal().state()).isEqualTo(SignalState.FIRING);
        assertThat(told).contains("refused alerts REPLAYED");
    }

    @Test
    void a_delivery_is_remembered_for_longer_than_any_signature_is_accepted() {
        receive("firing 1");
        nanos.addAndGet(Duration.ofMinutes(70).toNanos());
        assertThat(why(receive("firing 1"))).isEqualTo(Why.REPLAYED);
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(receive("firing 1")).isEqualTo(new Reception.Taken(1));
    }

    @Test
    void a_source_that_sends_too_much_is_held_up_and_forgers_use_up_nothing_of_it() {
        for (int i = 0; i < 1_000; i++) assertThat(why(receive("forged " + i))).isEqualTo(Why.FORGED);
        for (int i = 0; i < 120; i++) assertThat(receive("firing " + i)).isEqualTo(new Reception.Taken(1));
        assertThat(why(receive("firing 120"))).isEqualTo(Why.TOO_MANY);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        for (int i = 0; i < 4; i++) assertThat(receive("firing " + (200 + i))).isEqualTo(new Reception.Taken(1));
        assertThat(why(receive("firing 300"))).isEqualTo(Why.TOO_MANY);
    }

    @Test
    void names_that_nobody_configured_are_counted_as_one() {
        assertThat(why(desk.receive("x", delivery("firing 1")))).isEqualTo(Why.UNKNOWN_SOURCE);
        assertThat(why(desk.tooLarge("y", 10))).isEqualTo(Why.TOO_LARGE);
        assertThat(why(desk.tooLarge("alerts", 10))).isEqualTo(Why.TOO_LARGE);
        assertThat(told).containsExactly("refused - UNKNOWN_SOURCE", "refused - TOO_LARGE", "refused alerts TOO_LARGE");
    }

    @Test
    void another_configuration_keeps_what_a_source_said_that_stays() {
        receive("firing 1");
        desk.configured(List.of(ALERTS, new HookSettings.Generic("more", Secret.of("0123456789abcdef"))));
        assertThat(board.of("alerts", Map.of())).hasSize(1);
        desk.configured(List.of());
        assertThat(why(receive("firing 2"))).isEqualTo(Why.UNKNOWN_SOURCE);
        assertThat(board.of("alerts", Map.of())).isEmpty();
    }

    private Reception receive(String body) {
        return desk.receive("alerts", delivery(body));
    }

    private static Delivery delivery(String body) {
        return new Delivery(Optional.empty(), Map.of(), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }

    /** {@code STATE ID}. */
    private static Reading read(Delivery delivery) {
        var words = delivery.text().split(" ", 2);
        if (words[0].equals("forged")) return Reading.refused(Why.FORGED, "forged");
        var state = words[0].equals("firing") ? SignalState.FIRING : SignalState.OVER;
        var signal = new Signal("alerts", "it", state, Optional.empty(), Map.of(), "it");
        return new Reading.Understood(List.of(signal), true, Optional.of(words[1]), Duration.ZERO);
    }

    private static Why why(Reception reception) {
        assertThat(reception).isInstanceOf(Reception.Refused.class);
        return ((Reception.Refused) reception).refusal().why();
    }

    private final class Listener implements SignalListener {
        @Override
        public void heard(String source, SignalState state) {
            told.add("heard " + state);
        }

        @Override
        public void refused(String source, Why why) {
            told.add("refused " + source + " " + why);
        }

        @Override
        public void began(Signal signal) {
            told.add("began " + signal.identity());
        }
    }
}

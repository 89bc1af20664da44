package dev.leeward.signal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.signal.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deliveries as senders would make them. */
final class Posts {
    static final Instant NOW = Instant.parse("2026-03-01T02:17:05Z");

    private Posts() {}

    static String fixture(String name) {
        try (InputStream in = Posts.class.getResourceAsStream("/dev/leeward/signal/" + name)) {
            if (in == null) throw new IllegalStateException("no resource " + name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code headers}: names and values in turn. */
    static Delivery post(String body, String... headers) {
        return post(Optional.empty(), body, headers);
    }

    static Delivery post(Optional<String> key, String body, String... headers) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) all.put(headers[i], headers[i + 1]);
        return new Delivery(key, all, body.getBytes(StandardCharsets.UTF_8), NOW);
    }

    static List<Signal> signals(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return ((Reading.Understood) reading).signals();
    }

    static Refusal.Why why(Reading reading) {
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).refusal().why();
    }
}

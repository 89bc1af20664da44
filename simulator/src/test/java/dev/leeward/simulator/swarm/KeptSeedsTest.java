package dev.leeward.simulator.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeptSeedsTest {
    @ParameterizedTest
    @MethodSource("kept")
    void what_was_broken_once_holds(String line) {
        var words = line.split("\\s+");
        assertThat(Swarm.play(Long.parseLong(words[1]), Mode.valueOf(words[0]))).isEmpty();
    }

    static Stream<String> kept() throws IOException {
        try (var text = Objects.requireNonNull(KeptSeedsTest.class.getResourceAsStream("kept-seeds.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }
}

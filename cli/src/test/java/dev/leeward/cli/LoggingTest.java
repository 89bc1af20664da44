package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.leeward.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class LoggingTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void a_line_for_people_says_when_how_bad_what_and_who() {
        assertThat(logged(Logging.Form.text, "{} is down", "us-east"))
                .isEqualTo("2026-03-01T12:00:00.000Z WARN  LoopThread: us-east is down\n");
    }

    @Test
    void a_line_for_machines_is_one_json_object() {
        var line = logged(Logging.Form.json, "{} is\n\"down\"", "us-east");
        assertThat(line).endsWith("\n").hasLineCount(1);
        var tree = JsonMapper.shared().readTree(line);
        assertThat(tree.path("formattedMessage").asString()).isEqualTo("us-east is\n\"down\"");
        assertThat(tree.path("level").asString()).isEqualTo("WARN");
        assertThat(tree.path("timestamp").asLong()).isEqualTo(1_772_366_400_000L);
        assertThat(tree.path("loggerName").asString()).isEqualTo("dev.leeward.node.LoopThread");
    }

    @Test
    void no_line_can_be_forged_by_what_others_answer() {
        var forged = "answered 200\r\n2026-03-01T12:00:00.000Z ERROR all is lost \u001b[2J";
        assertThat(logged(Logging.Form.text, "it {}", forged)).hasLineCount(1).doesNotContain("\u001b");
        assertThat(logged(Logging.Form.json, "it {}", forged)).hasLineCount(1).doesNotContain("\u001b");
    }

    @Test
    void a_secret_is_never_written() {
        for (var form : Logging.Form.values()) {
            assertThat(logged(form, "token {}", Secret.of("t0p")))
                    .doesNotContain("t0p")
                    .contains("***");
        }
    }

    private String logged(Logging.Form form, String message, Object argument) {
        var logger = context.getLogger("dev.leeward.node.LoopThread");
        var event = new LoggingEvent("", logger, Level.WARN, message, null, new Object[] {argument});
        event.setMDCPropertyMap(Map.of());
        event.setInstant(Instant.parse("2026-03-01T12:00:00Z"));
        return new String(Logging.encoder(context, form).encode(event), StandardCharsets.UTF_8);
    }
}

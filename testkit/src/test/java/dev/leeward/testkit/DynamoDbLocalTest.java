package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalTest {
    @Test
    void it_answers_as_dynamodb_does_and_ends_when_it_is_closed(@TempDir Path folder) {
        int port;
        try (var server = DynamoDbLocal.start(folder)) {
            port = server.address().getPort();
            assertThat(HttpGet.body(server.endpoint().toString(), "")).contains("MissingAuthenticationToken");
        }
        assertThat(Ports.accepts(port)).isFalse();
    }

    @Test
    void no_key_is_given_out_twice() {
        assertThat(DynamoDbLocal.freshKey())
                .isNotEqualTo(DynamoDbLocal.freshKey())
                .matches("[A-Za-z0-9]+");
    }
}

package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Against moto, which keeps resource policies and obeys none: that a fence holds can only be denied here. */
@TestInstance(Lifecycle.PER_CLASS)
final class TablesFenceCommandIT {
    private static final Map<String, String> KEYS = Map.of("KEY", "test", "SECRET", "secret");

    private final CommandFixture fixture = new CommandFixture();
    private LocalProcess moto;
    private String file;

    @SuppressWarnings("NullAway.Init") // JUnit starts moto before the tests.
    TablesFenceCommandIT() {}

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        int port = Ports.free();
        moto = LocalProcess.start(folder, Needs.program("moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                .awaitPort(port, Duration.ofMinutes(1));
        file = Files.writeString(folder.resolve("leeward.yaml"), """
                data:
                  stores:
                    us-east: {aws-region: us-east-1, endpoint: "http://127.0.0.1:%1$d", access-key: "${env:KEY}",
                              secret-key: "${env:SECRET}"}
                    eu-central: {aws-region: eu-central-1, endpoint: "http://127.0.0.1:%1$d", access-key: "${env:KEY}",
                                 secret-key: "${env:SECRET}"}
                  tables:
                    orders: {key: {partition: id}, attributes: {id: S}, replication: none}
                """.formatted(port))
                .toString();
        var apply = fixture.run(KEYS, "tables", "apply", file, "--yes", "--wait", "20s");
        assertThat(apply.code()).as(apply.out() + apply.err()).isZero();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // Missing when starting failed.
    void stop() {
        fixture.close();
        if (moto != null) moto.close();
    }

    @Test
    void a_fence_is_shown_tried_and_taken_down() {
        assertThat(fixture.run(KEYS, "tables", "fences", file).code()).isZero();
        var dry = fixture.run(KEYS, "tables", "fence", "us-east", file, "--dry-run");
        assertThat(dry.out()).contains("fence orders in us-east", "Nothing was done: this was a dry run.");

        var fence = fixture.run(KEYS, "tables", "fence", "us-east", file, "--yes", "--wait", "3s");
        assertThat(fence.out())
                .as("moto obeys no policy, and that is seen")
                .contains("not done: orders: fenced with epoch 1, and this node can write all the same");
        assertThat(fence.code()).isEqualTo(Exit.FAILED);

        var fences = fixture.run(KEYS, "tables", "fences", file, "-o", "json");
        assertThat(fences.code()).isEqualTo(Exit.NO);
        assertThat(fences.out()).contains("\"region\" : \"us-east\"", "\"epoch\" : 1", "\"epoch\" : 0");

        var release = fixture.run(KEYS, "tables", "release", "us-east", file, "--yes", "-o", "json");
        assertThat(release.out())
                .contains("\"table\" : \"orders\"", "\"done\" : true", "\"words\" : \"no fence stands\"")
                .doesNotContain("done: orders");
        assertThat(fixture.run(KEYS, "tables", "fences", file).out())
                .contains("orders in us-east: open", "orders in eu-central: open");
    }

    @Test
    void a_region_that_is_not_declared_is_wrong_usage() {
        var said = fixture.run(KEYS, "tables", "fence", "us-eats", file, "--yes");
        assertThat(said.code()).isEqualTo(Exit.USAGE);
        assertThat(said.err()).contains("There is no store of 'us-eats' in the file", "us-east");
    }
}

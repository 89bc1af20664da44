package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifyCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    private Path config;

    @SuppressWarnings("NullAway.Init") // Written before each test.
    NotifyCommandTest() {}

    @BeforeEach
    void write() throws IOException {
        // The pager is for nothing that a test is: routing does not count here.
        config = configuration("""
                notify:
                  - command: {name: pager, argv: [sh, -c, "cat >> '%1$s/told'"], for: {severity: [page]}}
                  - command: {name: broken-mail, argv: [sh, -c, "exit 3"]}
                  - webhook: {name: chat, url: "http://127.0.0.1:1/hook?token=s3cret"}
                """.formatted(folder));
    }

    @AfterEach
    void close() {
        leeward.close();
    }

    @Test
    void every_channel_is_tried_and_one_that_fails_is_1() throws IOException {
        var ran = run("--test");
        assertThat(ran.code()).isEqualTo(1);
        Golden.check("notify-test", ran.out().replaceAll("\\d+ ms", "N ms"));
        assertThat(ran.out()).doesNotContain("s3cret");
        var told = Files.readAllLines(folder.resolve("told"));
        assertThat(told).hasSize(2);
        var begin = Json.MAPPER.readTree(told.getFirst());
        var end = Json.MAPPER.readTree(told.getLast());
        assertThat(begin.path("kind").asString()).isEqualTo("test");
        assertThat(begin.path("severity").asString()).isEqualTo("info");
        assertThat(end.path("key").asString()).isEqualTo(begin.path("key").asString());
        assertThat(end.path("ends").asBoolean()).isTrue();
    }

    @Test
    void only_the_named_ones_are_tried_as_urgently_as_wanted() throws IOException {
        var ran = run("--test", "pager", "--severity", "page");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("broken-mail", "chat");
        assertThat(Files.readString(folder.resolve("told"))).contains("\"severity\":\"page\"");
    }

    @Test
    void as_json_it_has_what_came_of_each() {
        var body = Json.MAPPER.readTree(run("--test", "-o", "json").out());
        assertThat(body.at("/channels/0/fine").asBoolean()).isTrue();
        assertThat(body.at("/channels/0/end/millis").isNumber()).isTrue();
        assertThat(body.at("/channels/1/begin/code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(body.at("/channels/1/begin/retryable").asBoolean()).isTrue();
        assertThat(body.at("/channels/1").has("end")).isFalse();
    }

    @Test
    void what_is_not_there_is_wrong_usage() throws IOException {
        var unknown = run("--test", "pagr");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("There is no channel 'pagr'. There is pager, broken-mail, chat.");
        assertThat(run().code()).isEqualTo(2);
        config = configuration("");
        assertThat(run("--test").err()).contains("names no channels");
        config = configuration("notify: [{pagerduty: {}}]\n");
        var wrong = run("--test");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("\"routing-key\" is missing");
    }

    private Path configuration(String notify) throws IOException {
        var example = Path.of(System.getProperty("leeward.root", "..")).resolve("examples/minimal.yaml");
        return Files.writeString(folder.resolve("leeward.yaml"), Files.readString(example) + notify);
    }

    private CommandFixture.Ran run(String... arguments) {
        var all = Stream.of(List.of("notify", "--config", config.toString()), List.of(arguments))
                .flatMap(List::stream)
                .toArray(String[]::new);
        return leeward.run(Map.of("LINODE_TOKEN", "linode-secret-0123456789"), all);
    }
}

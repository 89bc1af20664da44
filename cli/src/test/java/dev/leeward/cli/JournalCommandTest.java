package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.format.Chain;
import dev.leeward.format.JournalFormat;
import dev.leeward.health.Verdict;
import dev.leeward.journal.Event;
import dev.leeward.region.ServiceName;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalCommandTest {
    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void entries_read_as_sentences() {
        fill(1);
        Golden.check("journal-show", leeward.run("journal", "show").out());
        assertThat(leeward.run("journal", "show", "--service", "shop", "--limit", "1")
                        .out())
                .hasLineCount(1)
                .contains("unhealthy");
    }

    @Test
    void as_json_each_entry_is_a_line() {
        fill(1);
        var lines = leeward.run("journal", "show", "-o", "json").out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(Json.MAPPER.readTree(lines.getLast()).at("/kind").asString()).isEqualTo("verdict-changed");
    }

    @Test
    void an_export_proves_itself_and_a_changed_one_does_not() throws IOException {
        fill(600);
        var file = folder.resolve("journal.jsonl");
        assertThat(leeward.run("journal", "export", "--to", file.toString()).code())
                .isZero();
        var whole = leeward.run("journal", "verify", file.toString());
        assertThat(whole.out()).contains("Intact").contains("1 to 1200");
        assertThat(whole.code()).isZero();
        Files.writeString(file, Files.readString(file).replaceFirst("\"HEALTHY\"", "\"UNKNOWN\""));
        var changed = leeward.run("journal", "verify", file.toString());
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("Broken");
    }

    @Test
    void the_journal_of_a_node_is_verified_from_here() {
        fill(3);
        assertThat(leeward.run("journal", "verify").out()).contains("1 to 6");
    }

    @Test
    void an_export_never_overwrites() throws IOException {
        var file = Files.writeString(folder.resolve("there.jsonl"), "mine");
        assertThat(leeward.run("journal", "export", "--to", file.toString()).code())
                .isEqualTo(3);
        assertThat(file).hasContent("mine");
    }

    @Test
    void journal_alone_is_wrong_usage() {
        assertThat(leeward.run("journal").code()).isEqualTo(2);
    }

    private void fill(int rounds) {
        leeward.desk.hash((previous, entry) ->
                Chain.hash(previous, JournalFormat.line(entry.sequence(), entry.at(), entry.event())));
        for (int i = 0; i < rounds; i++) {
            leeward.desk.record(ShopViews.NOW, new Event.NodeStarted("node-1", "0.1.0"));
            leeward.desk.record(
                    ShopViews.NOW,
                    new Event.VerdictChanged(
                            new ServiceName("shop"),
                            ShopViews.US_EAST,
                            Verdict.HEALTHY,
                            Verdict.UNHEALTHY,
                            List.of("http-1: connection refused")));
        }
    }
}

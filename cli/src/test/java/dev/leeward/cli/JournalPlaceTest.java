package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.journal.Event;
import dev.leeward.journal.sqlite.JournalFile;
import dev.leeward.journal.sqlite.SqliteJournal;
import dev.leeward.journal.sqlite.SqliteOpening;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal where it lies, without a node. */
final class JournalPlaceTest {
    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    private String here = "";
    private String there = "";

    @BeforeEach
    void fill() throws IOException {
        here = configuration("here");
        there = configuration("there");
        try (var journal = open("here")) {
            for (int i = 0; i < 3; i++) {
                journal.append(i, ShopViews.NOW, List.of(new Event.NodeStarted("place-" + i, "1.0")));
            }
        }
    }

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void it_is_shown_exported_and_verified() throws IOException {
        assertThat(leeward.run("journal", "show", "--from", here).out())
                .hasLineCount(3)
                .contains("node place-2 started, version 1.0");
        assertThat(leeward.run("journal", "show", "--from", here, "--after", "2")
                        .out())
                .hasLineCount(1);
        var export = folder.resolve("export.jsonl").toString();
        assertThat(leeward.run("journal", "export", "--from", here, "--to", export)
                        .code())
                .isZero();
        assertThat(leeward.run("journal", "verify", export).out()).contains("1 to 3");
        assertThat(leeward.run("journal", "verify", "--from", here).out()).contains("1 to 3");
    }

    @Test
    void a_move_shows_its_plan_asks_and_says_where_nodes_start_from_now_on() {
        assertThat(leeward.run("journal", "move", "--from", here, "--to", there).code())
                .as("nobody to ask")
                .isEqualTo(2);
        assertThat(leeward.run("journal", "move", "--from", here, "--to", there, "--dry-run")
                        .err())
                .contains("Would move lines 1 to 3", "dry run");
        assertThat(leeward.person("n\n")
                        .run("journal", "move", "--from", here, "--to", there)
                        .code())
                .isEqualTo(1);
        var moved = leeward.run("journal", "move", "--from", here, "--to", there, "--yes");
        assertThat(moved.out()).contains("lines 1 to 3, chain checked on both sides", "no longer on");
        assertThat(moved.code()).isZero();
        assertThat(leeward.run("journal", "move", "--from", here, "--to", there, "--yes")
                        .out())
                .contains("has it already");
        assertThat(SqliteJournal.open(new JournalFile(journal("here"), "a", "1")))
                .isInstanceOf(SqliteOpening.Refused.class);
        assertThat(leeward.run("journal", "show", "--from", here).out())
                .as("still to be read")
                .hasLineCount(3);
    }

    @Test
    void a_backup_is_read_by_itself_and_restored_to_an_empty_place_only() {
        var backup = folder.resolve("backup.db").toString();
        assertThat(leeward.run("journal", "backup", "--from", here, "--to", backup, "--yes")
                        .code())
                .isZero();
        assertThat(leeward.run("journal", "verify", "--from", backup).out()).contains("1 to 3");
        var taken = leeward.run("journal", "restore", "--from", backup, "--to", here, "--yes");
        assertThat(taken.code()).isEqualTo(1);
        assertThat(taken.err()).contains("nothing is written over");
        assertThat(leeward.run("journal", "restore", "--from", backup, "--to", there, "--yes")
                        .code())
                .isZero();
        try (var journal = open("there")) {
            assertThat(journal.lastSequence()).isEqualTo(3);
        }
    }

    @Test
    void a_file_that_is_neither_is_said_to_be() throws IOException {
        var file = Files.writeString(folder.resolve("notes.txt"), "hello");
        var ran = leeward.run("journal", "verify", "--from", file.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("no configuration that can be used, and no journal");
    }

    private SqliteJournal open(String name) {
        return switch (SqliteJournal.open(new JournalFile(journal(name), "node", "1.0"))) {
            case SqliteOpening.Opened opened -> opened.journal();
            case SqliteOpening.Refused refused -> throw new AssertionError(refused.problem());
        };
    }

    private Path journal(String name) {
        return folder.resolve(name).resolve("journal.db");
    }

    private String configuration(String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                journal: {path: %s}
                observer: {references: [{tcp: {host: 192.0.2.9, port: 53}}]}
                services:
                  shop:
                    regions:
                      east: {addresses: {A: [192.0.2.1]}, probes: [{http: {url: "http://192.0.2.1/"}}]}
                      west: {addresses: {A: [192.0.2.2]}, probes: [{http: {url: "http://192.0.2.2/"}}]}
                    steering: [{exec: {name: switch, command: [/bin/true]}}]
                """.formatted(journal(name)))
                .toString();
    }
}

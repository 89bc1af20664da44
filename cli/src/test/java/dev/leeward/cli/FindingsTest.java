package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.dynamodb.KeyNames;
import dev.leeward.item.Item;
import dev.leeward.item.ItemKey;
import dev.leeward.item.Value;
import dev.leeward.region.RegionName;
import dev.leeward.replication.Conflict;
import dev.leeward.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsTest {
    private static final RegionName EAST = new RegionName("us-east");
    private static final RegionName WEST = new RegionName("us-west");
    private static final ItemKey KEY = ItemKey.of("order-1");
    private static final Instant MADE = Instant.parse("2026-03-01T02:17:00Z");

    @TempDir
    private Path folder;

    @Test
    void what_came_late_and_what_was_lost_stands_there_with_key_and_content() throws IOException {
        var file = folder.resolve("findings.jsonl");
        try (var findings = Findings.in(file)) {
            var log = new ReplicationLog("orders", new KeyNames("id", Optional.empty()), Optional.of(findings));
            var early = new Version(MADE.toEpochMilli(), 0, EAST);
            log.late(EAST, KEY, MADE, early);
            log.conflict(new Conflict(
                    WEST,
                    KEY,
                    new Version(MADE.plusSeconds(60).toEpochMilli(), 0, WEST),
                    early,
                    Optional.of(Item.of(Map.of("total", Value.N.of(12))))));
        }
        var lines = Files.readAllLines(file).stream().map(Json.MAPPER::readTree).toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().at("/found").asString()).isEqualTo("late");
        assertThat(lines.getFirst().at("/key/id/S").asString()).isEqualTo("order-1");
        assertThat(lines.getFirst().at("/made").asString()).isEqualTo(MADE.toString());
        assertThat(lines.getLast().at("/found").asString()).isEqualTo("lost");
        assertThat(lines.getLast().at("/lostTo/region").asString()).isEqualTo("us-west");
        assertThat(lines.getLast().at("/content/total/N").asString()).isEqualTo("12");
    }

    @Test
    void it_is_for_its_owner_alone_and_goes_on_where_it_was() throws IOException {
        var file = folder.resolve("findings.jsonl");
        for (var found : List.of("first", "second")) {
            try (var findings = Findings.in(file)) {
                findings.add(Map.of("found", found));
            }
        }
        assertThat(Files.readAllLines(file)).containsExactly("{\"found\":\"first\"}", "{\"found\":\"second\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}

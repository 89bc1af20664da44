package dev.leeward.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.format.JournalExport.Checked;
import dev.leeward.journal.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JournalExportTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Lines.Line> lines = new ArrayList<>();

    @Test
    void an_export_checks_from_its_first_line() throws IOException {
        fill(1_201);
        assertThat(verify(export(0))).isEqualTo(new Checked.Intact(1, 1_201));
        assertThat(export(0).lines()).hasSize(1_201);
    }

    @Test
    void an_export_checks_from_any_line() throws IOException {
        fill(10);
        assertThat(verify(export(6))).isEqualTo(new Checked.Intact(7, 10));
        assertThat(verify(export(10))).isEqualTo(new Checked.Intact(0, 0));
    }

    @Test
    void a_changed_removed_or_reordered_line_is_found() throws IOException {
        fill(4);
        var all = export(0).lines().toList();
        assertThat(broken(all.get(0), all.get(1).replace("node-2", "node-9"))).contains("the line after 1");
        assertThat(broken(all.get(0), all.get(2))).contains("the line after 1 does not follow");
        assertThat(broken(all.get(1), all.get(0))).contains("the line after 2");
        assertThat(broken(all.get(0).replace("node-1", "node-9"))).contains("the first line");
        assertThat(broken(all.get(0), "sorry")).contains("the line after 1 is not a line of a journal");
        assertThat(broken(all.get(0).replace("\"sequence\":1", "\"sequence\":1.5")))
                .contains("the first line");
    }

    @Test
    void a_line_without_end_is_not_read_into_memory() {
        var endless = "x".repeat(5 << 20);
        assertThatThrownBy(() -> verify(endless))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    private void fill(int count) {
        var hash = Chain.GENESIS;
        for (long sequence = 1; sequence <= count; sequence++) {
            var text = JournalFormat.line(sequence, NOON, new Event.NodeStarted("node-" + sequence, "1"));
            var next = Chain.hash(hash, text);
            lines.add(new Lines.Line(sequence, text, hash, next));
            hash = next;
        }
    }

    private String export(long after) throws IOException {
        Lines from = (sequence, limit) -> lines.stream()
                .filter(line -> line.sequence() > sequence)
                .limit(limit)
                .toList();
        var out = new StringWriter();
        JournalExport.write(from, after, out);
        return out.toString();
    }

    private static String broken(String... lines) throws IOException {
        assertThat(verify(String.join("\n", lines))).isInstanceOf(Checked.Broken.class);
        return ((Checked.Broken) verify(String.join("\n", lines))).problem().sentence();
    }

    private static Checked verify(String text) throws IOException {
        return JournalExport.verify(new BufferedReader(new StringReader(text)));
    }
}

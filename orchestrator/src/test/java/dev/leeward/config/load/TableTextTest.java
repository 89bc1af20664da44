package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Configuration;
import dev.leeward.declared.Declaration;
import dev.leeward.declared.DeclaredTable;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableTextTest {
    @TempDir
    Path directory;

    @Test
    void what_is_written_is_read_as_the_same() {
        Declaration declared = read(Samples.resource("everything.yaml"));
        assertThat(read(file(declared.tables())).tables()).isEqualTo(declared.tables());
    }

    @Test
    void words_that_yaml_takes_for_something_else_stay_texts() {
        DeclaredTable carts =
                read(Samples.resource("everything.yaml")).table("carts").orElseThrow();
        var tags = new TreeMap<String, String>();
        for (String text :
                List.of("true", "No", "1.0", "", "a: b", "\"", "\\", "# x", "${env:X}", "ä", "-", "[", "null")) {
            tags.put("tag" + tags.size(), text);
        }
        var named = new DeclaredTable(
                "123",
                carts.key(),
                carts.attributes(),
                carts.indexes(),
                carts.billing(),
                carts.stream(),
                carts.expiry(),
                carts.pointInTimeRecovery(),
                carts.deletionProtection(),
                tags,
                carts.replicas(),
                carts.replication());
        assertThat(read(file(List.of(named))).tables()).containsExactly(named);
    }

    private static String file(List<DeclaredTable> tables) {
        return "data:\n  stores: {us-east: {aws-region: us-east-1}, eu-central-1: {}, ap-south-1: {}}\n  tables:\n"
                + tables.stream()
                        .flatMap(table -> TableText.lines(table).stream())
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining());
    }

    private Declaration read(String text) {
        var check = new Samples(directory).check(text);
        assertThat(check.errors()).as("%s", text).isEmpty();
        return check.configuration().flatMap(Configuration::declaration).orElseThrow();
    }
}

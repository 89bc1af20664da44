package dev.leeward.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeward.agents.OrderNote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_keeps_its_mode_and_leaves_nothing_beside_it() throws IOException {
        var path = Files.writeString(folder.resolve("environment"), "A=1\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
        var file = new AtomicFile(path, 100);
        file.replace(bytes("A=2\n"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(path).hasContent("A=2\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r-----");
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(path);
        }
    }

    @Test
    void a_file_keeps_its_owner() throws IOException {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")));
        var path = Files.writeString(folder.resolve("environment"), "A=1\n");
        Files.setAttribute(path, "unix:uid", 65_534);
        Files.setAttribute(path, "unix:gid", 65_534);
        new AtomicFile(path, 100).replace(bytes("A=2\n"), PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(65_534);
        assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(65_534);
    }

    @Test
    void what_a_crash_left_beside_it_is_in_nobodys_way() throws IOException {
        var path = folder.resolve("flag");
        Files.writeString(folder.resolve("flag.new"), "half");
        new AtomicFile(path, 100).replace(bytes("whole"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(path).hasContent("whole");
        assertThat(folder.resolve("flag.new")).doesNotExist();
    }

    @Test
    void a_link_is_not_followed_and_not_replaced() throws IOException {
        var real = Files.writeString(folder.resolve("real"), "A=1\n");
        var link = Files.createSymbolicLink(folder.resolve("link"), real);
        var file = new AtomicFile(link, 100);
        assertThatThrownBy(() -> file.replace(bytes("x"), PosixFilePermissions.fromString("rw-r--r--")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a link");
        assertThatThrownBy(file::read).isInstanceOf(IOException.class);
        assertThat(real).hasContent("A=1\n");
    }

    @Test
    void a_state_is_one_agents_and_one_that_is_not_understood_is_not_begun_anew() throws IOException {
        try (var first = StateFile.open(folder)) {
            first.change(now ->
                    now.seen(new OrderNote("settings", "shop/7", 7, "a-1", Optional.empty(), Optional.of(Map.of()))));
            assertThatThrownBy(() -> StateFile.open(folder)).hasMessageContaining("another agent");
        }
        try (var again = StateFile.open(folder)) {
            assertThat(again.now().epoch()).isEqualTo(7);
        }
        Files.writeString(folder.resolve("state.json"), "{\"format\": 99}");
        assertThatThrownBy(() -> StateFile.open(folder)).hasMessageContaining("whether a fence is held");
        Files.writeString(folder.resolve("state.json"), "");
        assertThatThrownBy(() -> StateFile.open(folder)).hasMessageContaining("whether a fence is held");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

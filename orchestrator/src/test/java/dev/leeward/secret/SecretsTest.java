package dev.leeward.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.secret.Secrets.Fetched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {
    @TempDir
    Path directory;

    @Test
    void a_secret_shows_itself_only_when_asked() {
        var secret = Secret.of("hunter2");
        assertThat(secret).hasToString("***").isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
        assertThat(secret.reveal()).isEqualTo("hunter2");
    }

    @Test
    void a_variable_is_fetched_and_a_missing_one_is_named() {
        assertThat(fetch("${env:TOKEN}")).isEqualTo(found("abc"));
        assertThat(sentence("${env:NOPE}")).contains("NOPE is not set");
        assertThat(sentence("${env:EMPTY}")).contains("EMPTY is empty");
    }

    @Test
    void a_file_is_fetched_without_its_last_line_break() throws IOException {
        write("token", "abc\n\n", "rw-------");
        assertThat(fetch("${file:token}")).isEqualTo(found("abc\n"));
    }

    @Test
    void a_file_that_others_can_read_is_taken_with_a_warning() throws IOException {
        write("token", "abc", "rw-r-----");
        assertThat(fetch("${file:token}"))
                .isInstanceOfSatisfying(
                        Fetched.Found.class,
                        found -> assertThat(found.warning().orElseThrow()).contains("chmod 600"));
    }

    @Test
    void what_is_no_secret_file_is_refused() throws IOException {
        write("large", "x".repeat(Secrets.MAX_BYTES + 1), "rw-------");
        write("empty", "\n", "rw-------");
        assertThat(sentence("${file:none}")).contains("there is no file");
        assertThat(sentence("${file:large}")).contains("larger than 64 KiB");
        assertThat(sentence("${file:empty}")).contains("is empty");
        assertThat(sentence("${file:/dev/zero}")).contains("not a regular file");
    }

    @Test
    void stores_that_nobody_knows_are_called_that() {
        assertThat(sentence("${vault:x}")).contains("nothing is known of ${vault:...}");
    }

    private static Fetched found(String text) {
        return new Fetched.Found(Secret.of(text), Optional.empty());
    }

    private String sentence(String reference) {
        assertThat(fetch(reference)).isInstanceOf(Fetched.Missing.class);
        return fetch(reference) instanceof Fetched.Missing missing ? missing.sentence() : "";
    }

    private Fetched fetch(String reference) {
        var environment = Environment.of(Map.of("TOKEN", "abc", "EMPTY", " "));
        return new Secrets(directory, environment)
                .fetch(SecretReference.parse(reference).orElseThrow());
    }

    private void write(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}

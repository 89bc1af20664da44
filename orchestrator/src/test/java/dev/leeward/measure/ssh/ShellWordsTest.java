package dev.leeward.measure.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShellWordsTest {
    private static final String SIGNS = "ab Z09'\"\\$`!*?[]{}()<>|&;#~=%^-_./:@,\t\näß☂";

    @Test
    void plain_words_stay_as_they_are() {
        assertThat(ShellWords.line(List.of("sudo", "-n", "systemctl", "restart", "php8.2-fpm.service")))
                .isEqualTo("sudo -n systemctl restart php8.2-fpm.service");
    }

    @Test
    void whatever_a_word_holds_arrives_and_is_not_run() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var words = new ArrayList<String>();
        words.addAll(List.of("", "'", "''", "$(id)", "`id`", "a'b", "-n", "~", "A=b", "*"));
        for (int i = 0; i < 300; i++) {
            var word = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) word.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
            words.add(word.toString());
        }
        var argv = new ArrayList<>(List.of("printf", "<%s>\\n"));
        argv.addAll(words);
        var process = new ProcessBuilder("/bin/sh", "-c", ShellWords.line(argv)).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("seed %s", seed).isZero();
        var expected = new StringBuilder();
        words.forEach(word -> expected.append('<').append(word).append(">\n"));
        assertThat(said).as("seed %s", seed).isEqualTo(expected.toString());
    }
}

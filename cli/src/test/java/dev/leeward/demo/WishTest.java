package dev.leeward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class WishTest {

    @Test
    void a_letter_and_a_region_say_what_happens_to_which_shop() {
        assertThat(Wish.of("k east")).contains(new Wish.ToShop(Wish.Deed.KILL, "us-east"));
        assertThat(Wish.of("5 west")).contains(new Wish.ToShop(Wish.Deed.FAIL, "eu-central"));
        assertThat(Wish.of("  S   eu-central ")).contains(new Wish.ToShop(Wish.Deed.STALL, "eu-central"));
        assertThat(Wish.of("r us-east")).contains(new Wish.ToShop(Wish.Deed.RESTORE, "us-east"));
    }

    @Test
    void single_letters_and_an_empty_line_are_understood() {
        assertThat(Wish.of("b")).contains(new Wish.Home());
        assertThat(Wish.of("w")).contains(new Wish.Why());
        assertThat(Wish.of("q")).contains(new Wish.Quit());
        assertThat(Wish.of("")).contains(new Wish.Nothing());
    }

    @Test
    void what_is_not_complete_breaks_nothing() {
        assertThat(Wish.of("k")).isEmpty();
        assertThat(Wish.of("k north")).isEmpty();
        assertThat(Wish.of("k east now")).isEmpty();
        assertThat(Wish.of("kill east")).isEmpty();
    }

    @Test
    void without_a_terminal_the_command_names_the_script() {
        var err = new StringWriter();
        int code = new CommandLine(new DemoCommand(false, false, new BufferedReader(new StringReader(""))))
                .setErr(new PrintWriter(err, true))
                .execute();
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("leeward demo --script");
    }
}

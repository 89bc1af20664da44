package dev.leeward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeCall;
import dev.leeward.emulator.linode.LinodeFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The demonstration as a person would run it, but for the terminal. */
final class DemoIT {

    @Test
    void the_script_plays_the_whole_story_and_finds_everything_right() throws IOException {
        var before = folders();
        var ran = run(world -> {}, "--script");

        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains(
                        "no run was started: a hiccup is no outage",
                        "seen at the name server: its answer changes",
                        "seen by the client: served again, by eu-central",
                        "the fault was detected within the promised",
                        "once it was stable, Leeward asked a person whether to go home",
                        "visits failed during the move home",
                        "with one page, not one per look: no-region-ready",
                        "its hash chain is intact",
                        "Everything was right")
                .doesNotContain("WRONG");
        assertThat(folders()).as("folders left behind").isSubsetOf(before);
    }

    @Test
    void a_provider_that_refuses_makes_it_say_what_was_wrong() {
        var ran = run(
                world -> world.linode()
                        .faults()
                        .always(LinodeCall.CREATE_RECORD, LinodeFault.refused(403, "Unauthorized")),
                "--script");

        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(1);
        assertThat(ran.out())
                .contains("Not right", "  - not so: the failover succeeded, every step done and verified")
                .doesNotContain("Everything was right");
    }

    private record Ran(int code, String out, String err) {}

    private static Ran run(Consumer<DemoWorld> twist, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var nobody = new BufferedReader(new StringReader(""));
        int code = new CommandLine(new DemoCommand(false, false, nobody, twist))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private static Set<Path> folders() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(each -> each.getFileName().toString().startsWith("leeward-demo-"))
                    .collect(Collectors.toSet());
        }
    }
}

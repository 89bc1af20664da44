package dev.leeward.simulator.mutation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Which guard's absence was seen how: a table for people, and the lines that {@code guards.txt} is made of. */
final class MutationReport {
    /**
     * One guard's line.
     *
     * @param bites in how many of the seeds it makes a difference; empty where that was not counted
     */
    record Line(Guard guard, OptionalInt bites, Optional<Catch> caught) {}

    private final List<Line> lines;

    MutationReport(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /** The guards that nothing missed. */
    List<Guard> missed() {
        return lines.stream()
                .filter(line -> line.caught().isEmpty())
                .map(Line::guard)
                .toList();
    }

    /** A table, as Markdown has it. */
    String table() {
        return lines.stream()
                .map(MutationReport::row)
                .collect(Collectors.joining(
                        "\n",
                        "| Guard | Serves | Bites in | Caught by | Seed | Seeds tried |\n|---|---|---|---|---|---|\n",
                        "\n"));
    }

    /** The lines of {@code guards.txt}, and what each seed shows. */
    String ledger() {
        return lines.stream()
                .map(line -> line.guard() + " = "
                        + line.caught().map(c -> c.turn() + " " + c.invariant()).orElse("none: "))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What each seed showed. */
    String sentences() {
        return lines.stream()
                .map(line ->
                        line.guard() + ": " + line.caught().map(Catch::sentence).orElse("NOT CAUGHT"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Line line) {
        var start = "| %s | %s | %s | "
                .formatted(
                        line.guard(),
                        String.join(" ", line.guard().serves()),
                        line.bites().isPresent() ? "" + line.bites().getAsInt() : "");
        return start
                + line.caught()
                        .map(c -> "%s | %s | %d |".formatted(c.invariant(), c.turn(), c.tried()))
                        .orElse("NOT CAUGHT | | |");
    }
}

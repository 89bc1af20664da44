package dev.leeward.simulator.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is known of each guard, from {@code guards.txt}: the play or seed that shows its absence, or why none does. */
final class Ledger {
    /** What is played without a guard, and what that is known to break. */
    record Proof(Turn turn, String invariant) {}

    private static final Pattern LINE = Pattern.compile(
            "(?<guard>[^=]+) = "
                    + "(?:(?:PLAY \"(?<play>[^\"]+)\"|(?<mode>[A-Z]+) (?<seed>\\d+)) (?<invariant>[A-Z]+\\d*)|none: (?<why>.+))");

    private final Map<String, Proof> kept = new LinkedHashMap<>();
    private final Map<String, String> unseen = new LinkedHashMap<>();

    Ledger() {
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    }

    /** What is known to show that {@code guard} is gone. */
    Optional<Proof> kept(Guard guard) {
        return Optional.ofNullable(kept.get(guard.name()));
    }

    /** Why nothing shows that {@code guard} is gone. */
    Optional<String> unseen(Guard guard) {
        return Optional.ofNullable(unseen.get(guard.name()));
    }

    /** The guards it has a line for. */
    Set<String> guards() {
        var guards = new LinkedHashSet<>(kept.keySet());
        guards.addAll(unseen.keySet());
        return guards;
    }

    private void add(String line) {
        var read = LINE.matcher(line);
        if (!read.matches()) throw new IllegalStateException("guards.txt: not a line of it: " + line);
        var guard = read.group("guard");
        if (read.group("why") != null) {
            unseen.put(guard, read.group("why"));
            return;
        }
        var turn = read.group("play") != null
                ? new Turn.Staged(read.group("play"))
                : new Turn.Seed(read.group("mode"), Long.parseLong(read.group("seed")));
        kept.put(guard, new Proof(turn, read.group("invariant")));
    }

    private static String text() {
        try (InputStream in = Ledger.class.getResourceAsStream("guards.txt")) {
            if (in == null) throw new IllegalStateException("there is no guards.txt");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read guards.txt", e);
        }
    }
}

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

/** What is known of each guard, from {@code guards.txt}: the seed that shows its absence, or why none does. */
final class Ledger {
    private static final Pattern LINE =
            Pattern.compile("(?<guard>[^=]+) = (?:(?<mode>[A-Z]+) (?<seed>\\d+) [A-Z]+\\d*|none: (?<why>.+))");

    private final Map<String, Turn> kept = new LinkedHashMap<>();
    private final Map<String, String> unseen = new LinkedHashMap<>();

    Ledger() {
        text().lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::add);
    }

    /** The turn that is known to show that {@code guard} is gone. */
    Optional<Turn> kept(Guard guard) {
        return Optional.ofNullable(kept.get(guard.name()));
    }

    /** Why no seed shows that {@code guard} is gone. */
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
        if (read.group("why") != null) unseen.put(read.group("guard"), read.group("why"));
        else kept.put(read.group("guard"), new Turn(read.group("mode"), Long.parseLong(read.group("seed"))));
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

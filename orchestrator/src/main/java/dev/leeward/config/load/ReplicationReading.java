package dev.leeward.config.load;

import dev.leeward.declared.Replication;
import dev.leeward.declared.Replication.Mode;
import dev.leeward.declared.Replication.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads who keeps the replicas of a table alike. */
final class ReplicationReading {
    private enum Who {
        GLOBAL_TABLES,
        LEEWARD,
        NONE
    }

    private enum Consistency {
        EVENTUAL,
        STRONG
    }

    private ReplicationReading() {}

    static Replication read(Section section) {
        Who who = section.value("replication", Who.NONE, Values.choice(words(Who.values())));
        Mode mode = section.value("mode", Mode.SINGLE_WRITER, Values.choice(words(Mode.values())));
        Spread spread = section.value("spread", Spread.NONE, Values.choice(words(Spread.values())));
        Optional<String> stamp = section.optional("stamp", Values::words);
        Consistency consistency =
                section.value("consistency", Consistency.EVENTUAL, Values.choice(words(Consistency.values())));
        Optional<String> witness = section.optional("witness", Values::words);
        if (who != Who.LEEWARD) {
            alone(section, "mode", "replication: leeward");
            alone(section, "spread", "replication: leeward");
        }
        if (who != Who.LEEWARD || mode != Mode.STAMPED) alone(section, "stamp", "mode: stamped");
        if (who != Who.GLOBAL_TABLES) alone(section, "consistency", "replication: global-tables");
        if (consistency != Consistency.STRONG) alone(section, "witness", "consistency: strong");
        return switch (who) {
            case GLOBAL_TABLES -> new Replication.GlobalTables(consistency == Consistency.STRONG, witness);
            case LEEWARD ->
                mode == Mode.STAMPED
                        ? new Replication.Leeward(mode, spread, stamp.or(() -> Optional.of(Replication.Leeward.STAMP)))
                        : new Replication.Leeward(mode, spread);
            case NONE -> new Replication.None();
        };
    }

    private static void alone(Section section, String key, String needed) {
        section.cell(key).ifPresent(cell -> cell.wrong("means nothing without " + needed, "add that, or remove this"));
    }

    private static <E extends Enum<E>> Map<String, E> words(E[] values) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E value : values) words.put(Words.of(value), value);
        return words;
    }
}

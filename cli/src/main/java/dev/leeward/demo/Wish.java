package dev.leeward.demo;

import java.util.Locale;
import java.util.Optional;

/** What the person at the live screen wants. */
sealed interface Wish {
    /** Do this to the shop of {@code region}. */
    record ToShop(Deed deed, String region) implements Wish {}

    /** Bring the traffic home. */
    record Home() implements Wish {}

    /** Say why. */
    record Why() implements Wish {}

    /** Back to the time line. */
    record Nothing() implements Wish {}

    /** End. */
    record Quit() implements Wish {}

    /** What can happen to a shop. */
    enum Deed {
        KILL,
        FAIL,
        STALL,
        RESTORE
    }

    /** What {@code line} asks for; empty if that cannot be told. */
    static Optional<Wish> of(String line) {
        var words = line.strip().toLowerCase(Locale.ROOT).split("\\s+");
        return switch (words[0]) {
            case "" -> Optional.of(new Nothing());
            case "b" -> Optional.of(new Home());
            case "w" -> Optional.of(new Why());
            case "q" -> Optional.of(new Quit());
            case "k" -> toShop(Deed.KILL, words);
            case "5" -> toShop(Deed.FAIL, words);
            case "s" -> toShop(Deed.STALL, words);
            case "r" -> toShop(Deed.RESTORE, words);
            default -> Optional.empty();
        };
    }

    private static Optional<Wish> toShop(Deed deed, String[] words) {
        if (words.length != 2) return Optional.empty();
        return switch (words[1]) {
            case "e", "east", DemoWorld.HOME -> Optional.of(new ToShop(deed, DemoWorld.HOME));
            case "w", "west", "central", DemoWorld.AWAY -> Optional.of(new ToShop(deed, DemoWorld.AWAY));
            default -> Optional.empty();
        };
    }
}

package dev.leeward.cli;

/** Colours, or none. Meaning never hangs on a colour alone. */
enum Ink {
    /** For files, pipes and people who asked for none. */
    PLAIN,
    /** ANSI (ECMA-48) colours of the terminal's own theme. */
    COLOUR;

    /** For {@code surroundings}. */
    static Ink of(Surroundings surroundings) {
        return surroundings.colours() ? COLOUR : PLAIN;
    }

    String bold(String text) {
        return paint("1", text);
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("1;31", text);
    }

    String doubtful(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    /** By what the word means: healthy, done, unhealthy, failed, unclear, ... */
    String word(String word) {
        return switch (word.strip()) {
            case "healthy", "done", "succeeded", "pass" -> good(word);
            case "unhealthy", "failed", "incomplete", "failing", "BLOCK" -> bad(word);
            case "unknown", "unclear", "retrying", "inconclusive", "aborted", "taken-back" -> doubtful(word);
            default -> word;
        };
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}

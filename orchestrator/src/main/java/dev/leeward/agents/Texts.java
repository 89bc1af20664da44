package dev.leeward.agents;

/** Texts that came from elsewhere. */
final class Texts {
    private Texts() {}

    /** One line of at most {@code most} characters: nothing that came from elsewhere forges a line of a log. */
    static String plain(String text, int most) {
        var line = text.replaceAll("\\p{Cntrl}", " ").strip();
        return line.length() <= most ? line : line.substring(0, most);
    }
}

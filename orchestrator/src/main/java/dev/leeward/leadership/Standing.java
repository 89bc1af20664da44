package dev.leeward.leadership;

import java.time.Instant;
import java.util.Optional;

/**
 * Who leads, as far as this node has heard.
 *
 * @param leader the name of the node that leads, this one included; empty when there is none or nobody can tell
 * @param heard whether the last question was answered
 * @param sentence for a person
 * @param silentSince when it began that questions are not answered; empty while they are
 */
public record Standing(Optional<String> leader, boolean heard, String sentence, Optional<Instant> silentSince) {
    /** What an answer said. */
    public static Standing heard(Optional<String> leader, String sentence) {
        return new Standing(leader, true, sentence, Optional.empty());
    }
}

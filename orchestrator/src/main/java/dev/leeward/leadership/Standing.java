package dev.leeward.leadership;

import java.util.Optional;

/**
 * Who leads, as far as this node has heard.
 *
 * @param leader the name of the node that leads, this one included; empty when there is none or nobody can tell
 * @param heard whether the last question was answered
 * @param sentence for a person
 */
public record Standing(Optional<String> leader, boolean heard, String sentence) {}

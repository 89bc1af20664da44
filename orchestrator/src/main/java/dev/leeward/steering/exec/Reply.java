package dev.leeward.steering.exec;

import dev.leeward.fault.Problem;
import tools.jackson.databind.JsonNode;

/** What came of running a command. */
sealed interface Reply {
    /** It answered in the protocol; the answer is an object of our version. */
    record Said(JsonNode answer) implements Reply {}

    /**
     * It did not.
     *
     * @param untouched whether it changed nothing for certain: it never ran, or ended with the code that promises so
     */
    record Silent(Problem problem, boolean untouched) implements Reply {}
}

package dev.leeward.config.load;

import dev.leeward.config.source.Remark.Severity;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that must hold, or should, between values that are each right by themselves.
 *
 * @param name stands behind each remark, so that it can be looked up
 * @param why what would happen otherwise
 */
record Rule(String name, String why, Look look) {
    /** Looks at a draft and objects where the rule does not hold. */
    @FunctionalInterface
    interface Look {
        void at(Draft draft, Consumer<Objection> objections);
    }

    /**
     * The rule does not hold.
     *
     * @param at where to point at
     * @param involved whose values it was judged by; where one of them is wrong by itself, the objection is dropped
     */
    record Objection(Severity severity, String at, List<String> involved, String sentence, String advice) {
        static Objection error(String at, List<String> involved, String sentence, String advice) {
            return new Objection(Severity.ERROR, at, involved, sentence, advice);
        }

        static Objection warning(String at, List<String> involved, String sentence, String advice) {
            return new Objection(Severity.WARNING, at, involved, sentence, advice);
        }
    }
}

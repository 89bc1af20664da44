package dev.leeward.cli;

import dev.leeward.api.body.RuleBody;
import java.io.PrintWriter;
import java.util.List;

/** Rules, one per line, blocking ones with what would change them. */
final class RuleLines {
    private RuleLines() {}

    static void print(List<RuleBody> rules, String indent, PrintWriter out, Ink ink) {
        int width = rules.stream().mapToInt(rule -> rule.rule().length()).max().orElse(0);
        var under = " ".repeat(7 + width + 2);
        for (var rule : rules) {
            var mark = rule.holds() ? "pass   " : "BLOCK  ";
            out.println(indent + ink.word(mark) + Text.pad(rule.rule(), width) + "  " + rule.sentence());
            rule.wouldChange().ifPresent(change -> out.println(indent + under + ink.faint("would change: ") + change));
            if (!rule.holds() && rule.overridable()) {
                out.println(indent + under + ink.faint("a person may override it: ") + "--force " + rule.rule());
            }
        }
    }
}

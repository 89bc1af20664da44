package dev.leeward.config.load;

import dev.leeward.config.source.Remark.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks every rule about a draft. */
final class Rules {
    private Rules() {}

    static List<Rule> all() {
        List<Rule> all = new ArrayList<>(TimerRules.ALL);
        all.addAll(PlaceRules.ALL);
        all.addAll(VantageRules.ALL);
        all.addAll(FateRules.ALL);
        all.addAll(TableRules.ALL);
        all.addAll(LossRules.ALL);
        all.addAll(RunBookRules.ALL);
        all.addAll(SignalRules.ALL);
        all.addAll(NoticeRules.ALL);
        return List.copyOf(all);
    }

    /** Remarks where rules do not hold, unless a value that a rule goes by has been found wrong already. */
    static void judge(Draft draft, Reading reading) {
        List<Runnable> remarks = new ArrayList<>();
        for (Rule rule : all()) {
            rule.look().at(draft, objection -> {
                if (objection.involved().stream().anyMatch(reading::isBroken)) return;
                var place = new Place(objection.at(), "", reading.span(objection.at()));
                String sentence = objection.sentence() + " [" + rule.name() + "]";
                Optional<String> advice = Optional.of(objection.advice());
                remarks.add(
                        objection.severity() == Severity.ERROR
                                ? () -> reading.error(place, sentence, advice)
                                : () -> reading.warning(place, sentence, advice));
            });
        }
        // Afterwards, so that no rule hides the objection of another.
        remarks.forEach(Runnable::run);
    }
}

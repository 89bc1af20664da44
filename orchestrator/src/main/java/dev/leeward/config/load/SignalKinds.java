package dev.leeward.config.load;

import dev.leeward.probe.Check;
import dev.leeward.signal.SignalBoard;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads probes that ask what others say. */
final class SignalKinds {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration LEAST_FRESH = Duration.ofSeconds(10);
    private static final int MAX_ALARMS = 100;
    private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

    private SignalKinds() {}

    static Optional<Check> signal(Section section) {
        var from = section.require("from", "from: with a name under hooks").flatMap(Values::words);
        var given = section.require("match", "match: {alertname: ShopDown}");
        Map<String, String> match = ProbeKinds.map(section, "match", "labels with their values", Values::asWritten);
        Duration fresh = section.value("fresh", FRESH, Values.duration(LEAST_FRESH, SignalBoard.LONGEST_FRESH));
        if (given.isPresent() && match.isEmpty()) {
            return given.get()
                    .wrong("it would match every signal", "name a label that only this region's signals have");
        }
        return from.filter(_ -> given.isPresent()).map(name -> new Check.Signal(name, match, fresh));
    }

    static Optional<Check> alarms(Section section) {
        var region = section.require("region", "region: eu-central-1").flatMap(SignalKinds::region);
        var endpoint = section.optional("endpoint-url", Network.url(List.of("https", "http")));
        var names = section.require("names", "names: [shop-errors]").flatMap(SignalKinds::names);
        return region.flatMap(r -> names.map(n -> new Check.Alarms(r, endpoint, n)));
    }

    private static Optional<List<String>> names(Cell cell) {
        var names = Section.items(cell, "names of alarms", Values::words);
        if (names.isEmpty()) return cell.wrong("names no alarm");
        if (names.size() > MAX_ALARMS) return cell.wrong("more than " + MAX_ALARMS + " alarms");
        if (new HashSet<>(names).size() < names.size()) return cell.wrong("names an alarm twice");
        return Optional.of(names);
    }

    private static Optional<String> region(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> AWS_REGION.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("not a region of AWS", "it looks like eu-central-1"));
    }
}

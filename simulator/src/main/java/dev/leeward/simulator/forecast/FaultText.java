package dev.leeward.simulator.forecast;

import dev.leeward.decision.Order;
import dev.leeward.decision.Words;
import dev.leeward.simulator.fault.Fault;
import dev.leeward.simulator.scenario.Act;
import dev.leeward.simulator.trace.Condition;
import java.time.Duration;
import java.util.Optional;

/** Faults and orders in words. */
final class FaultText {
    private FaultText() {}

    /** {@code fault}, part of {@code act}, as it begins ({@code on}) or ends; empty where nothing is to be said. */
    static Optional<String> of(Act act, Fault fault, boolean on) {
        return switch (act) {
            case Act.WayBreaks ways -> Optional.of("the way to " + places(ways.to(), fault) + " " + way(fault, on));
            case Act.ProviderFails fails
            when fails.target().equals("all") && fault instanceof Fault.ProviderIs f ->
                Optional.of(on ? "every target's provider " + trouble(f) : "every target's provider works again");
            default -> of(fault, on);
        };
    }

    private static String places(String word, Fault fault) {
        return switch (word) {
            case "everything" -> "everything";
            case "regions" -> "all regions";
            case "references" -> "all references";
            case "providers" -> "all providers";
            default -> fault instanceof Fault.WayIs way ? way.place() : word;
        };
    }

    private static Optional<String> of(Fault fault, boolean on) {
        return switch (fault) {
            case Fault.RegionIs f -> Optional.of(f.region() + " " + (on ? condition(f.condition()) : "is well again"));
            case Fault.ProviderIs f ->
                Optional.of("the provider of %s %s".formatted(f.target(), on ? trouble(f) : "works again"));
            case Fault.ServersLag f ->
                Optional.of("the name servers of %s %s"
                        .formatted(
                                f.target(),
                                on
                                        ? "follow up to " + Words.of(Duration.ofMillis(f.millis())) + " later"
                                        : "follow as usual again"));
            case Fault.Edited f -> Optional.of("somebody edits %s to what %s has".formatted(f.target(), f.region()));
            case Fault.JournalFails _ -> Optional.of(on ? "the journal takes nothing" : "the journal works again");
            case Fault.JournalSlow f ->
                Optional.of(
                        on
                                ? "each append to the journal takes " + Words.of(Duration.ofMillis(f.millis()))
                                : "the journal is quick again");
            case Fault.NotifierDown _ -> Optional.of(on ? "notices reach nobody" : "notices arrive again");
            default -> Optional.empty();
        };
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case WELL -> "is well";
            case SLOW -> "is slow: half of all looks run into their limit";
            case HALF -> "has one of three instances broken";
            case DEAD -> "refuses connections";
            case HUNG -> "takes connections and never answers";
            case ERROR -> "answers with errors";
            case WRONG -> "answers wrongly";
        };
    }

    private static String way(Fault fault, boolean on) {
        return on && fault instanceof Fault.WayIs way ? bad(way) : "is clear again";
    }

    private static String bad(Fault.WayIs way) {
        if (way.lossThere() >= 1 && way.lossBack() >= 1) return "is cut";
        if (way.lossThere() >= 1) return "is cut there";
        if (way.lossBack() >= 1) return "is cut back";
        var loss = "loses %d %% there and %d %% back"
                .formatted(Math.round(way.lossThere() * 100), Math.round(way.lossBack() * 100));
        if (way.delayMillis() == 0) return loss;
        return loss + ", and takes " + Words.of(Duration.ofMillis(way.delayMillis())) + " longer each way";
    }

    private static String trouble(Fault.ProviderIs fault) {
        var what = switch (fault.trouble()) {
            case UNAVAILABLE -> "is unavailable";
            case THROTTLED -> "asks to slow down";
            case FORBIDDEN -> "refuses the credential";
            case ANSWER_LOST -> "does it, and its answers get lost";
            case REQUEST_LOST -> "loses requests";
            case HALF -> "does half of a change";
            case STALE_READ -> "shows what stood there before";
        };
        return fault.share() >= 1 ? what : what + " (%d %% of calls)".formatted(Math.round(fault.share() * 100));
    }

    /** What a person ordered. */
    static String order(Order order) {
        return switch (order) {
            case Order.Move move ->
                move.by() + " orders a " + Words.of(move.kind())
                        + move.to().map(to -> " to " + to).orElse("");
            case Order.Approve approve -> approve.by() + " approves";
            case Order.Proceed proceed ->
                proceed.by() + (proceed.goOn() ? " lets the run go on" : " ends the run that asks");
            case Order.Release release -> release.by() + " takes down the fence around " + release.region();
            case Order.Pause pause -> pause.by() + " pauses for " + Words.of(pause.length());
            case Order.Resume resume -> resume.by() + " resumes";
            case Order.BringIn in -> in.by() + " brings in what was done offline";
        };
    }
}

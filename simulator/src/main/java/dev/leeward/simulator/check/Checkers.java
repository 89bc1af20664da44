package dev.leeward.simulator.check;

import java.util.List;
import java.util.function.Consumer;

/** All checkers there are, and which invariants have none. */
public final class Checkers {
    /** An invariant that nothing checks, and why. */
    public record Absent(String invariant, String reason) {}

    private Checkers() {}

    /** A new set of all checkers; each says what it finds to {@code out}. For one simulation, and one thread. */
    public static List<Checker> all(Consumer<Breach> out) {
        return all(out, new Lookouts(), new RestartsChangeNothing(out), new EffectsNeedTheLead(out));
    }

    /** The same as one checker, which is much quicker than asking each about every look. */
    public static Checker together(Consumer<Breach> out) {
        return new Panel(out);
    }

    /** The same once more, for looks that are told apart from everything else. */
    static Jury jury(Consumer<Breach> out) {
        var looks = new Lookouts();
        var restarts = new RestartsChangeNothing(out);
        var leads = new EffectsNeedTheLead(out);
        return new Jury(all(out, looks, restarts, leads), looks, restarts, leads);
    }

    /** All checkers of one journal. */
    record Jury(List<Checker> all, Lookouts looks, RestartsChangeNothing restarts, EffectsNeedTheLead leads) {}

    private static List<Checker> all(
            Consumer<Breach> out, Lookouts looks, RestartsChangeNothing restarts, EffectsNeedTheLead leads) {
        return List.of(
                new NoAnswerMixesRegions(out),
                new EpochsNeverDecrease(out),
                leads,
                new NamesAreNeverEmptyNorUnowned(out),
                new TrafficGoesWhereItWasSeenReady(out, looks),
                new FailoversAreProven(out, looks),
                new NothingMovesWhereNowhereIsBetter(out, looks),
                new AutomaticMovesAreLimited(out),
                new FailbacksWaitUntilHomeIsStable(out, looks),
                new UnknownLossStopsFailovers(out),
                new RunsEndAsTheySay(out),
                new UnclearIsReadBackFirst(out),
                new SuccessIsVerified(out),
                new PausesHoldAndOrdersStand(out),
                new TakingBackKeepsTheRules(out),
                restarts,
                new ReloadsAreHarmless(out, looks),
                new IntentIsDurableFirst(out),
                new JournalTimeNeverGoesBack(out),
                new ForeignEditsAreLeftAlone(out),
                new NoticesArriveOnce(out),
                new FailbacksKeepTheirWindow(out),
                new OutagesEnd(out),
                new EverythingSettles(out),
                new NothingIsSilent(out),
                new PagesMeanSomething(out, looks),
                new OrdersObeyTheRules(out, looks),
                new MovesBeginWhereReady(out, looks),
                new ProvidersAreSpared(out),
                new VerdictsAreEarned(out, looks),
                new WhoDecidesIsConfigured(out),
                new PlannedMovesWaitForCaches(out),
                new RunsAreNotBegunInVain(out),
                new TakeoversGoOn(out),
                new OutcomesAreRecorded(out),
                new DetectionIsAsForeseen(out),
                new BlindnessIsTold(out, looks),
                new AdoptionFollowsTargets(out),
                new FencesComeFirst(out),
                new FencesComeDown(out));
    }

    /** Invariants, or parts of them, whose subject does not exist yet. */
    public static List<Absent> absent() {
        return List.of(
                new Absent(
                        "S1", "which region takes writes: there is no data plane; only what names answer is checked"),
                new Absent(
                        "S9",
                        "proof that the data has converged: nothing measures it; where it is asked for nothing moves"),
                new Absent("S10", "that a fence holds: only that it is raised, or tried, in time and comes down again"),
                new Absent(
                        "S11",
                        "the estimate of what would be lost: nothing measures it; where a limit is set nothing moves"),
                new Absent(
                        "S15", "pins: there are only pauses; change of leader: there is only a restart or a takeover"),
                new Absent("S17", "a limit on changes at once: not built"),
                new Absent("S19", "drills: not built"));
    }
}

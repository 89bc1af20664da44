package dev.leeward.simulator.mutation;

import static dev.leeward.simulator.mutation.Replacement.doesNothing;
import static dev.leeward.simulator.mutation.Replacement.givesNoEpoch;
import static dev.leeward.simulator.mutation.Replacement.givesNone;
import static dev.leeward.simulator.mutation.Replacement.givesNoneAtAll;
import static dev.leeward.simulator.mutation.Replacement.says;

import java.util.List;

/** What the control loop keeps: the journal first, one writer, people told once, targets read and never fought. */
final class LoopGuards {
    private LoopGuards() {}

    static List<Guard> all() {
        return List.of(
                guard("nothing happens that the journal did not take", "S21", "ControlLoop", "notDurable", givesNone()),
                guard("who was deposed does nothing more", "S1 S2 S21", "ControlLoop", "deposed", givesNone()),
                guard(
                        "what was learnt while the journal failed is not lost",
                        "S20 L2",
                        "ControlLoop",
                        "carry",
                        doesNothing()),
                guard("what could not be journaled is tried again", "L1", "Agenda", "again", doesNothing()),
                guard("targets are not judged while a run changes them", "S23", "Surveys", "isMoving", says(false)),
                guard("traffic is where every target says", "S6 S18", "Adoption", "isAgreed", says(true)),
                guard(
                        "who lost the journal takes over the highest epoch",
                        "S2 S18",
                        "Adoption",
                        "highestEpoch",
                        givesNoEpoch()),
                guard("foreign edits are told", "S23 L2", "Surveys", "compare", doesNothing()),
                guard("a lowered TTL is restored", "L2", "RunReport", "unsettledSince", givesNone()),
                Guard.of(
                        "a notice waits until it was delivered",
                        "S24",
                        new Cut("journal.Projection", "withNotice", givesNoneAtAll())),
                Guard.of(
                        "a fault has the witnesses looked at, at once",
                        "S6 L1",
                        new Cut("schedule.Timetable", "callWitnesses", doesNothing())),
                Guard.of(
                        "a probe that was configured away says nothing",
                        "S20",
                        new Cut("schedule.Place", "isRetired", says(false))),
                guard(
                        "a configuration must not pull the ground from under a run",
                        "S20",
                        "Reconfiguration",
                        "objections",
                        givesNoneAtAll()),
                guard("a standing alarm is told once", "S7 S24", "Alarms", "isRaised", says(false)),
                guard("a run that makes no progress pages", "L3", "Alarms", "slow", givesNone()),
                guard("a run that is paused half done pages", "L3", "Alarms", "pausedRun", givesNone()),
                guard("a move that failed pages", "L3", "Alarms", "lastMoveFailed", givesNone()),
                guard("a TTL that stays short is told", "L3", "Alarms", "ttlNotRestored", givesNone()),
                guard("what a decision must tell is told", "S7 L3", "Alarms", "fromDecision", givesNone()),
                guard("who approved one move did not approve another", "S15", "OrderTurn", "another", givesNone()),
                guard("no pause is for good", "L3", "OrderTurn", "isAllowed", says(true)),
                guard("a pause runs out", "L3 S15 L1", "ServiceTurn", "isPauseOver", says(false)),
                guard(
                        "a proposal lapses when it would not be made again",
                        "S15",
                        "ServiceTurn",
                        "lapse",
                        doesNothing()),
                guard("shadow mode moves nothing", "S15", "ServiceTurn", "isShadow", says(false)));
    }

    private static Guard guard(String name, String serves, String type, String method, Replacement instead) {
        return Guard.of(name, serves, new Cut("control." + type, method, instead));
    }
}

package dev.leeward.agent.unit;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.steering.Outcome;
import dev.leeward.unit.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Units in memory. */
public final class FakeUnits implements Units {
    private final Map<String, Doing> units = new ConcurrentHashMap<>();
    private final Set<String> stubborn = ConcurrentHashMap.newKeySet();
    private final List<String> calls = new ArrayList<>();

    /** With these running. */
    public FakeUnits(String... running) {
        for (var unit : running) units.put(unit, Doing.ACTIVE);
    }

    /** One that does not do what it is told. */
    public void jam(String unit) {
        stubborn.add(unit);
    }

    /** One that does again. */
    public void free(String unit) {
        stubborn.remove(unit);
    }

    /** Somebody else started or stopped it. */
    public void set(String unit, Doing doing) {
        units.put(unit, doing);
    }

    /** What it is doing. */
    public Doing doing(String unit) {
        return units.getOrDefault(unit, Doing.MISSING);
    }

    /** Every act, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Seen look(String unit) {
        return new Seen(doing(unit), unit + " is " + doing(unit));
    }

    @Override
    public synchronized Outcome act(Verb verb, String unit) {
        calls.add(verb + " " + unit);
        if (stubborn.contains(unit)) {
            return new Outcome.Unknown(Problem.passing(FaultCode.REJECTED, verb + " " + unit + " failed"));
        }
        units.put(unit, verb == Verb.STOP ? Doing.INACTIVE : Doing.ACTIVE);
        return new Outcome.Applied(verb + " " + unit);
    }
}

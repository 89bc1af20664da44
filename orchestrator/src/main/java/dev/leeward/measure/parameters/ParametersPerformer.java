package dev.leeward.measure.parameters;

import dev.leeward.aws.Heard;
import dev.leeward.config.MeasureSettings;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.MeasureOrder;
import dev.leeward.measure.Performer;
import dev.leeward.measure.account.Clients;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.measure.joint.JointOutcome;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Gives parameters their values in the region that takes over, one after the other. */
public final class ParametersPerformer implements Performer {
    private final MeasureSettings.ByParameters settings;
    private final Map<RegionName, ParameterStore> stores = new HashMap<>();

    /** A performer with a client for each region. */
    public ParametersPerformer(MeasureSettings.ByParameters settings) {
        this.settings = settings;
        settings.access()
                .regions()
                .forEach((region, aws) -> stores.put(
                        region, new ParameterStore(Clients.client(SsmClient.builder(), settings.access(), aws), aws)));
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        var end = Deadline.in(limit.multipliedBy(9).dividedBy(10));
        var findings = new ArrayList<Finding>();
        stores.forEach((region, store) -> {
            for (var name : names(region)) look(store, region, name, end, findings);
        });
        return List.copyOf(findings);
    }

    private void look(ParameterStore store, RegionName region, String name, Deadline end, List<Finding> findings) {
        switch (store.history(name, end)) {
            case Heard.Missing<List<Version>>(var problem, var _, var _) ->
                findings.add(new Finding(Finding.Severity.ERROR, problem.code(), name + ": " + problem.sentence()));
            case Heard.Given<List<Version>>(var history) -> {
                boolean open = history.getLast().raw().type() != ParameterType.SECURE_STRING;
                if (open && secrets(region).containsKey(name)) {
                    findings.add(new Finding(
                            Finding.Severity.ERROR,
                            FaultCode.REJECTED,
                            name + " in " + region + " is no SecureString: a secret must not be put into it"));
                }
            }
        }
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        var store = stores.get(order.region());
        var names = names(order.region());
        if (store == null || names.isEmpty()) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, "no parameter is named for " + order.region()));
        }
        var change = new ParameterChange(
                store, order, Deadline.in(limit.multipliedBy(9).dividedBy(10)));
        var joint = new JointOutcome();
        for (var name : names) {
            joint.add(
                    "parameter",
                    order.way() == MeasureOrder.Way.TAKE ? take(change, order.region(), name) : change.takeBack(name));
        }
        return joint.outcome("");
    }

    private Outcome take(ParameterChange change, RegionName region, String name) {
        var secret = secrets(region).get(name);
        return secret != null
                ? change.take(name, secret.reveal(), true)
                : change.take(name, values(region).getOrDefault(name, ""), false);
    }

    private SortedSet<String> names(RegionName region) {
        var names = new TreeSet<>(values(region).keySet());
        names.addAll(secrets(region).keySet());
        return names;
    }

    private Map<String, String> values(RegionName region) {
        return settings.values().getOrDefault(region, Map.of());
    }

    private Map<String, Secret> secrets(RegionName region) {
        return settings.secrets().getOrDefault(region, Map.of());
    }

    @Override
    public void close() {
        stores.values().forEach(ParameterStore::close);
    }
}

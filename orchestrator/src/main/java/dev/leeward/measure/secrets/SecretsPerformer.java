package dev.leeward.measure.secrets;

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
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Gives secrets their values in the region that takes over, one after the other. */
public final class SecretsPerformer implements Performer {
    private final MeasureSettings.BySecrets settings;
    private final Map<RegionName, SecretStore> stores = new HashMap<>();

    /** A performer with a client for each region. */
    public SecretsPerformer(MeasureSettings.BySecrets settings) {
        this.settings = settings;
        settings.access()
                .regions()
                .forEach((region, aws) -> stores.put(
                        region,
                        new SecretStore(Clients.client(SecretsManagerClient.builder(), settings.access(), aws), aws)));
    }

    @Override
    public List<Finding> preflight(Duration limit) {
        var end = Deadline.in(limit.multipliedBy(9).dividedBy(10));
        var findings = new ArrayList<Finding>();
        stores.forEach((region, store) -> secrets(region).keySet().forEach(name -> {
            switch (store.look(name, end)) {
                case Heard.Missing<Shape>(var problem, var _, var _) ->
                    findings.add(new Finding(Finding.Severity.ERROR, problem.code(), name + ": " + problem.sentence()));
                case Heard.Given<Shape>(var shape) -> {
                    if (shape.current().isEmpty()) {
                        findings.add(new Finding(
                                Finding.Severity.ERROR,
                                FaultCode.NOT_FOUND,
                                name + " in " + region + " has no version in force"));
                    }
                }
            }
        }));
        return List.copyOf(findings);
    }

    @Override
    public Outcome perform(MeasureOrder order, Duration limit) {
        var store = stores.get(order.region());
        var secrets = secrets(order.region());
        if (store == null || secrets.isEmpty()) {
            return new Outcome.Untouched(
                    Problem.lasting(FaultCode.MISCONFIGURED, "no secret is named for " + order.region()));
        }
        var change =
                new SecretChange(store, order, Deadline.in(limit.multipliedBy(9).dividedBy(10)));
        var joint = new JointOutcome();
        secrets.forEach((name, value) -> joint.add(
                "secret", order.way() == MeasureOrder.Way.TAKE ? change.take(name, value) : change.takeBack(name)));
        return joint.outcome("");
    }

    private SortedMap<String, Secret> secrets(RegionName region) {
        return new TreeMap<>(settings.secrets().getOrDefault(region, Map.of()));
    }

    @Override
    public void close() {
        stores.values().forEach(SecretStore::close);
    }
}

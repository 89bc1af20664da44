package dev.leeward.provision.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Answer.Given;
import dev.leeward.dynamodb.Answer.Missing;
import dev.leeward.dynamodb.Store;
import dev.leeward.provision.ScaledUnits;
import dev.leeward.provision.ScalingBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.applicationautoscaling.model.MetricType;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/** Application Auto Scaling of one table: a scalable target for each kind of units, with one policy that follows their use. */
final class AutoScaling {
    private static final String POLICY = "leeward";

    private final Store store;
    private final String table;

    AutoScaling(Store store, String table) {
        this.store = store;
        this.table = table;
    }

    /** What is scaled of the table and of these indexes. */
    Answer<SortedMap<ScaledUnits, ScalingBounds>> look(List<String> indexes) {
        List<String> resources = new ArrayList<>(List.of(resource(Optional.empty())));
        indexes.forEach(index -> resources.add(resource(Optional.of(index))));
        SortedMap<ScaledUnits, ScalingBounds> found = new TreeMap<>();
        for (String resource : resources) {
            var targets = store.scaling(client -> client.describeScalableTargets(ask ->
                            ask.serviceNamespace(ServiceNamespace.DYNAMODB).resourceIds(resource))
                    .scalableTargets());
            if (!(targets instanceof Given<List<ScalableTarget>>(var some))) return ((Missing<?>) targets).as();
            if (some.isEmpty()) continue;
            var policies = store.scaling(client -> client.describeScalingPolicies(ask ->
                            ask.serviceNamespace(ServiceNamespace.DYNAMODB).resourceId(resource))
                    .scalingPolicies());
            if (!(policies instanceof Given<List<ScalingPolicy>>(var all))) return ((Missing<?>) policies).as();
            some.forEach(target -> found.put(units(target), bounds(target, all)));
        }
        return new Given<>(found);
    }

    /** Sets the bounds first, so that a policy never works without any; what is repeated changes nothing. */
    Answer<Boolean> set(ScaledUnits units, ScalingBounds bounds) {
        return store.scaling(client -> {
            client.registerScalableTarget(order -> order.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(resource(units.index()))
                    .scalableDimension(dimension(units))
                    .minCapacity(bounds.least())
                    .maxCapacity(bounds.most()));
            client.putScalingPolicy(order -> order.policyName(POLICY)
                    .policyType(PolicyType.TARGET_TRACKING_SCALING)
                    .serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(resource(units.index()))
                    .scalableDimension(dimension(units))
                    .targetTrackingScalingPolicyConfiguration(follow -> follow.targetValue((double) bounds.target())
                            .predefinedMetricSpecification(metric -> metric.predefinedMetricType(metric(units)))));
            return true;
        });
    }

    /** With the target go its policies. */
    Answer<Boolean> stop(ScaledUnits units) {
        return store.scaling(client -> {
            client.deregisterScalableTarget(order -> order.serviceNamespace(ServiceNamespace.DYNAMODB)
                    .resourceId(resource(units.index()))
                    .scalableDimension(dimension(units)));
            return true;
        });
    }

    private String resource(Optional<String> index) {
        return "table/" + table + index.map(name -> "/index/" + name).orElse("");
    }

    private static ScaledUnits units(ScalableTarget target) {
        String resource = target.resourceId();
        int at = resource.indexOf("/index/");
        boolean isWrite = target.scalableDimensionAsString().endsWith("WriteCapacityUnits");
        var index = at < 0 ? Optional.<String>empty() : Optional.of(resource.substring(at + "/index/".length()));
        return new ScaledUnits(index, isWrite);
    }

    private static ScalingBounds bounds(ScalableTarget target, List<ScalingPolicy> policies) {
        int use = policies.stream()
                .filter(policy -> policy.scalableDimension() == target.scalableDimension())
                .filter(policy -> policy.targetTrackingScalingPolicyConfiguration() != null)
                .mapToInt(policy -> (int) Math.round(
                        policy.targetTrackingScalingPolicyConfiguration().targetValue()))
                .findFirst()
                .orElse(0);
        return new ScalingBounds(target.minCapacity(), target.maxCapacity(), use);
    }

    private static ScalableDimension dimension(ScaledUnits units) {
        if (units.index().isPresent()) {
            return units.isWrite()
                    ? ScalableDimension.DYNAMODB_INDEX_WRITE_CAPACITY_UNITS
                    : ScalableDimension.DYNAMODB_INDEX_READ_CAPACITY_UNITS;
        }
        return units.isWrite()
                ? ScalableDimension.DYNAMODB_TABLE_WRITE_CAPACITY_UNITS
                : ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS;
    }

    private static MetricType metric(ScaledUnits units) {
        return units.isWrite()
                ? MetricType.DYNAMO_DB_WRITE_CAPACITY_UTILIZATION
                : MetricType.DYNAMO_DB_READ_CAPACITY_UTILIZATION;
    }
}

package dev.leeward.fencing;

import dev.leeward.steering.Epoch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource policy of a table with a fence in it, one statement beside those of other people, which stay as they are.
 *
 * <p>It denies writing to everybody but those who replicate: DynamoDB's own role, since denying that cuts the replica off
 * from its global table, after 20 hours for good ("DynamoDB global tables security" in the developer guide), and those that are
 * named. Services of AWS that act by themselves (time to live) are no applications.
 *
 * @param epoch of the fence that stands; {@link Epoch#NONE} where none does
 */
public record FencePolicy(Epoch epoch, String text) {
    /** DynamoDB takes no more, and counts blanks. */
    public static final int MOST_BYTES = 20 * 1024;

    private static final String REPLICATION =
            "arn:*:iam::*:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication";
    private static final Pattern OURS = Pattern.compile("LeewardFence([0-9]{1,18})");
    private static final List<String> WRITES = List.of(
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PartiQLDelete");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A table without any policy. */
    public static FencePolicy none() {
        return new FencePolicy(Epoch.NONE, "");
    }

    /** What a store has; empty if it is none that can be understood. */
    public static Optional<FencePolicy> read(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode policy)) return Optional.empty();
            long epoch = statements(policy).stream()
                    .mapToLong(FencePolicy::epochOf)
                    .max()
                    .orElse(0);
            return Optional.of(new FencePolicy(new Epoch(epoch), text));
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether there is no policy at all. */
    public boolean isNone() {
        return text.isEmpty();
    }

    /**
     * The same with a fence of {@code epoch} in place of any other.
     *
     * @param tableArn what is not to be written to
     * @param exempt ARNs of roles and users that may write all the same, with {@code *} and {@code ?}
     */
    public FencePolicy raised(String tableArn, Epoch epoch, List<String> exempt) {
        ObjectNode policy = withoutFence();
        if (!policy.has("Version")) policy.put("Version", "2012-10-17");
        ((ArrayNode) policy.get("Statement")).add(statement(tableArn, epoch, exempt));
        return new FencePolicy(epoch, JSON.writeValueAsString(policy));
    }

    /** The same without a fence; {@link #none} where nothing else stands in it. */
    public FencePolicy lowered() {
        ObjectNode policy = withoutFence();
        return policy.get("Statement").isEmpty()
                ? none()
                : new FencePolicy(Epoch.NONE, JSON.writeValueAsString(policy));
    }

    /** Whether it says the same, however it is written. */
    public boolean sameAs(FencePolicy other) {
        if (isNone() || other.isNone()) return isNone() == other.isNone();
        return JSON.readTree(text).equals(JSON.readTree(other.text));
    }

    /** Whether DynamoDB takes it. */
    public boolean fits() {
        return text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    private ObjectNode withoutFence() {
        ObjectNode policy = isNone() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
        ArrayNode others = JSON.createArrayNode();
        statements(policy).stream().filter(each -> epochOf(each) == 0).forEach(others::add);
        policy.set("Statement", others);
        return policy;
    }

    /** One statement may stand there by itself, without a list. */
    private static List<JsonNode> statements(ObjectNode policy) {
        JsonNode given = policy.get("Statement");
        if (given == null) return List.of();
        if (!given.isArray()) return List.of(given);
        List<JsonNode> all = new ArrayList<>();
        given.forEach(all::add);
        return all;
    }

    /** Epochs begin at 1, so 0 is none of ours. */
    private static long epochOf(JsonNode statement) {
        JsonNode sid = statement.get("Sid");
        if (sid == null || !sid.isString()) return 0;
        var ours = OURS.matcher(sid.stringValue());
        return ours.matches() ? Long.parseLong(ours.group(1)) : 0;
    }

    private static ObjectNode statement(String tableArn, Epoch epoch, List<String> exempt) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("Sid", "LeewardFence" + epoch);
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        ArrayNode actions = statement.putArray("Action");
        WRITES.forEach(actions::add);
        statement.put("Resource", tableArn);
        ObjectNode condition = statement.putObject("Condition");
        condition.putObject("Bool").put("aws:PrincipalIsAWSService", "false");
        ArrayNode free = condition.putObject("ArnNotLike").putArray("aws:PrincipalArn");
        free.add(REPLICATION);
        exempt.forEach(free::add);
        return statement;
    }
}

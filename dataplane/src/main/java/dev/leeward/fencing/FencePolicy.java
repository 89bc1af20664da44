package dev.leeward.fencing;

import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
 * <p>Where a fence was taken down, a statement stays that denies nobody anything: it remembers by whose order, so that one to
 * raise it which was held up on its way comes too late.
 *
 * @param last the highest order that it remembers; {@link Rank#NONE} where none of ours was there
 */
public record FencePolicy(Rank last, String text) {
    /** DynamoDB takes no more, and counts blanks. */
    public static final int MOST_BYTES = 20 * 1024;

    private static final String REPLICATION =
            "arn:*:iam::*:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication";
    private static final Pattern OURS = Pattern.compile("Leeward(Fence|Released)([0-9]{1,18})");
    /** What is denied before it, today is not. */
    private static final String LONG_AGO = "2000-01-01T00:00:00Z";

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
        return new FencePolicy(Rank.NONE, "");
    }

    /** Of the fence that stands; {@link Epoch#NONE} where none does. */
    public Epoch epoch() {
        return last.way() == Way.TAKE ? last.epoch() : Epoch.NONE;
    }

    /** What a store has; empty if it is none that can be understood. */
    public static Optional<FencePolicy> read(String text) {
        try {
            if (!(JSON.readTree(text) instanceof ObjectNode policy)) return Optional.empty();
            var last = statements(policy).stream()
                    .map(FencePolicy::rankOf)
                    .max(Comparator.naturalOrder())
                    .orElse(Rank.NONE);
            return Optional.of(new FencePolicy(last, text));
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
        return with(new Rank(epoch, Way.TAKE), fence(tableArn, epoch, exempt));
    }

    /** The same without a fence, remembering that {@code epoch} took it down, whether or not there was one. */
    public FencePolicy lowered(String tableArn, Epoch epoch) {
        if (epoch.equals(Epoch.NONE)) {
            ObjectNode others = withoutOurs();
            boolean empty = others.get("Statement").isEmpty();
            return empty ? none() : new FencePolicy(Rank.NONE, JSON.writeValueAsString(others));
        }
        return with(new Rank(epoch, Way.TAKE_BACK), released(tableArn, epoch));
    }

    private FencePolicy with(Rank rank, ObjectNode statement) {
        ObjectNode policy = withoutOurs();
        if (!policy.has("Version")) policy.put("Version", "2012-10-17");
        ((ArrayNode) policy.get("Statement")).add(statement);
        return new FencePolicy(rank, JSON.writeValueAsString(policy));
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

    private ObjectNode withoutOurs() {
        ObjectNode policy = isNone() ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(text);
        ArrayNode others = JSON.createArrayNode();
        statements(policy).stream()
                .filter(each -> rankOf(each).equals(Rank.NONE))
                .forEach(others::add);
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

    /** Epochs begin at 1, so that of none is none of ours. */
    private static Rank rankOf(JsonNode statement) {
        JsonNode sid = statement.get("Sid");
        if (sid == null || !sid.isString()) return Rank.NONE;
        var ours = OURS.matcher(sid.stringValue());
        if (!ours.matches()) return Rank.NONE;
        var way = ours.group(1).equals("Fence") ? Way.TAKE : Way.TAKE_BACK;
        return new Rank(new Epoch(Long.parseLong(ours.group(2))), way);
    }

    private static ObjectNode denial(String sid) {
        ObjectNode statement = JSON.createObjectNode();
        statement.put("Sid", sid);
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        return statement;
    }

    private static ObjectNode released(String tableArn, Epoch epoch) {
        ObjectNode statement = denial("LeewardReleased" + epoch);
        statement.put("Action", WRITES.getFirst());
        statement.put("Resource", tableArn);
        statement.putObject("Condition").putObject("DateLessThan").put("aws:CurrentTime", LONG_AGO);
        return statement;
    }

    private static ObjectNode fence(String tableArn, Epoch epoch, List<String> exempt) {
        ObjectNode statement = denial("LeewardFence" + epoch);
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

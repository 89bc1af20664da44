package dev.leeward.fencing.dynamodb;

import dev.leeward.dynamodb.Answer;
import dev.leeward.dynamodb.Store;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.fencing.FencePolicy;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyResponse;

/** The resource policy of one table, written by compare-and-set of its revision. */
final class PolicyStore {
    /** The error by which DynamoDB says both that there is none, and that there is another one than was expected. */
    static final String NOT_FOUND = "PolicyNotFoundException";

    private static final String UNKNOWN_CALL = "UnknownOperationException";
    private static final String NO_POLICY = "NO_POLICY";

    private final Store store;
    private final String table;
    private volatile @Nullable String arn;

    /**
     * A policy and the revision it has.
     *
     * @param revision {@link #NO_POLICY} where there is none
     */
    record Standing(FencePolicy policy, String revision) {}

    PolicyStore(Store store, String table) {
        this.store = store;
        this.table = table;
    }

    /** The table's, once a policy was read. */
    String arn() {
        String known = arn;
        if (known == null) throw new IllegalStateException("nothing was read yet");
        return known;
    }

    Answer<Standing> read() {
        if (arn == null) {
            var answer = store.tables(client ->
                    client.describeTable(ask -> ask.tableName(table)).table().tableArn());
            switch (answer) {
                case Answer.Given<String>(var found) -> arn = found;
                case Answer.Missing<String> missing -> {
                    return missing.as();
                }
            }
        }
        return read(arn());
    }

    private Answer<Standing> read(String resource) {
        var answer = store.tables(client -> client.getResourcePolicy(ask -> ask.resourceArn(resource)));
        return switch (answer) {
            case Answer.Given<GetResourcePolicyResponse>(var found) ->
                FencePolicy.read(found.policy())
                        .<Answer<Standing>>map(policy -> new Answer.Given<>(new Standing(policy, found.revisionId())))
                        .orElseGet(this::unreadable);
            case Answer.Missing<GetResourcePolicyResponse> missing ->
                switch (missing.error()) {
                    case NOT_FOUND -> new Answer.Given<>(new Standing(FencePolicy.none(), NO_POLICY));
                    case UNKNOWN_CALL -> without(missing);
                    default -> missing.as();
                };
        };
    }

    /** Puts {@code next} in the place of {@code before}, if that still stands there. */
    Answer<Boolean> replace(Standing before, FencePolicy next) {
        String resource = arn();
        return store.tables(client -> {
            if (next.isNone()) {
                client.deleteResourcePolicy(order -> order.resourceArn(resource).expectedRevisionId(before.revision()));
            } else {
                client.putResourcePolicy(
                        order -> order.resourceArn(resource).policy(next.text()).expectedRevisionId(before.revision()));
            }
            return true;
        });
    }

    /** Nothing was changed, whatever the status of such an answer is. */
    private Answer<Standing> without(Answer.Missing<GetResourcePolicyResponse> missing) {
        var problem = Problem.lasting(
                missing.problem().code(),
                store.address()
                        + " has no resource policies, as DynamoDB at AWS has: stop whoever writes there instead");
        return new Answer.Missing<>(problem, missing.error(), false);
    }

    private Answer<Standing> unreadable() {
        var problem = Problem.lasting(
                FaultCode.GARBLED, "the resource policy of " + table + " at " + store.address() + " cannot be read");
        return new Answer.Missing<>(problem, "", false);
    }
}

package dev.leeward.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FencePolicyTest {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final String THEIRS = """
            {"Version": "2012-10-17", "Id": "theirs", "Statement":
                {"Sid": "Auditors", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::210987654321:root"},
                 "Action": "dynamodb:GetItem", "Resource": "%s"}}""".formatted(ARN);

    @Test
    void a_fence_denies_writing_to_all_but_those_who_replicate() {
        var policy = FencePolicy.none().raised(ARN, new Epoch(7), List.of("arn:aws:iam::123456789012:role/leeward"));
        var statement = statements(policy).get(0);
        assertThat(statement.get("Sid").stringValue()).isEqualTo("LeewardFence7");
        assertThat(statement.get("Effect").stringValue()).isEqualTo("Deny");
        assertThat(statement.get("Action").toString())
                .contains("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate")
                .doesNotContain("GetItem", "Query", "Scan");
        assertThat(statement.get("Condition").toString())
                .contains("AWSServiceRoleForDynamoDBReplication", "role/leeward", "aws:PrincipalIsAWSService");
        assertThat(policy.fits()).isTrue();
    }

    @Test
    void what_others_have_put_there_stays_as_it_is() {
        var before = FencePolicy.read(THEIRS).orElseThrow();
        assertThat(before.epoch()).isEqualTo(Epoch.NONE);
        var fenced = before.raised(ARN, new Epoch(3), List.of());
        assertThat(statements(fenced)).hasSize(2);
        assertThat(statements(fenced).get(0)).isEqualTo(tree(THEIRS).get("Statement"));
        var after = fenced.lowered(ARN, new Epoch(3));
        assertThat(tree(after.text()).get("Id").stringValue()).isEqualTo("theirs");
        assertThat(statements(after)).hasSize(2);
        assertThat(after.epoch()).as("no fence stands").isEqualTo(Epoch.NONE);
        assertThat(statements(after.lowered(ARN, Epoch.NONE))).hasSize(1);
    }

    @Test
    void a_later_fence_takes_the_place_of_an_earlier_one() {
        var fence = FencePolicy.none().raised(ARN, new Epoch(3), List.of()).raised(ARN, new Epoch(5), List.of());
        assertThat(statements(fence)).hasSize(1);
        assertThat(FencePolicy.read(fence.text()).orElseThrow().epoch()).isEqualTo(new Epoch(5));
    }

    @Test
    void what_a_fence_leaves_denies_nobody_anything_and_remembers_who_took_it_down() {
        var left = FencePolicy.none().raised(ARN, new Epoch(3), List.of()).lowered(ARN, new Epoch(3));
        var statement = statements(left).get(0);
        assertThat(statements(left)).hasSize(1);
        assertThat(statement.get("Sid").stringValue()).isEqualTo("LeewardReleased3");
        assertThat(statement.get("Condition").toString())
                .isEqualTo("{\"DateLessThan\":{\"aws:CurrentTime\":\"2000-01-01T00:00:00Z\"}}");
        var read = FencePolicy.read(left.text()).orElseThrow();
        assertThat(read.last()).isEqualTo(new Rank(new Epoch(3), Way.TAKE_BACK));
        assertThat(read.epoch()).isEqualTo(Epoch.NONE);
        assertThat(statements(read.raised(ARN, new Epoch(4), List.of()))).hasSize(1);
    }

    @Test
    void a_policy_of_which_nothing_is_left_is_none() {
        assertThat(FencePolicy.none()
                        .raised(ARN, new Epoch(1), List.of())
                        .lowered(ARN, Epoch.NONE)
                        .isNone())
                .isTrue();
    }

    @Test
    void how_it_is_written_makes_no_difference() {
        var fence = FencePolicy.read(THEIRS).orElseThrow().raised(ARN, new Epoch(3), List.of());
        var spread = FencePolicy.read(tree(fence.text()).toPrettyString()).orElseThrow();
        assertThat(spread.sameAs(fence)).isTrue();
        assertThat(spread.raised(ARN, new Epoch(3), List.of()).sameAs(fence)).isTrue();
        assertThat(spread.raised(ARN, new Epoch(4), List.of()).sameAs(fence)).isFalse();
        assertThat(spread.sameAs(FencePolicy.none())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "7"})
    void what_is_no_policy_is_not_read_as_one(String text) {
        assertThat(FencePolicy.read(text)).isEmpty();
    }

    @Test
    void one_that_DynamoDB_would_not_take_is_seen_before() {
        var many = IntStream.range(0, 400)
                .mapToObj(number -> "arn:aws:iam::123456789012:role/some-role-of-many-" + number)
                .toList();
        assertThat(FencePolicy.none().raised(ARN, new Epoch(1), many).fits()).isFalse();
    }

    private static JsonNode statements(FencePolicy policy) {
        return tree(policy.text()).get("Statement");
    }

    private static JsonNode tree(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

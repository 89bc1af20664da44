package dev.leeward.steering.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.region.Endpoints;
import dev.leeward.region.RecordType;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.steering.Epoch;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Outcome;
import dev.leeward.steering.Reading;
import dev.leeward.steering.SteeringOrder;
import dev.leeward.steering.SteeringOrder.TtlChoice;
import dev.leeward.steering.TargetId;
import dev.leeward.steering.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The examples of the documentation are what is really sent and understood. */
final class DocumentedProtocolTest {
    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- (\\w+: [\\w-]+) -->\n```json\n(.*?)```", Pattern.DOTALL);
    private static final Endpoints HERE = endpoints("192.0.2.1", "2001:db8:1::1");
    private static final Endpoints THERE = endpoints("198.51.100.1", "2001:db8:2::1");
    private static final Reading.Found BEFORE =
            new Reading.Found(HERE.byType(), Optional.of(Duration.ofMinutes(5)), new Epoch(6));

    private final Map<String, JsonNode> examples;

    DocumentedProtocolTest() throws IOException {
        String root = Objects.requireNonNull(System.getProperty("leeward.root"));
        String text = Files.readString(Path.of(root, "docs/providers/exec.md"));
        examples = EXAMPLE.matcher(text)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), DocumentedProtocolTest::json));
    }

    @Test
    void every_example_is_tried_here() {
        assertThat(examples.keySet())
                .containsExactlyInAnyOrder(
                        "request: apply",
                        "answer: problem",
                        "answer: read",
                        "answer: plan",
                        "answer: apply",
                        "answer: apply-unknown",
                        "answer: verify",
                        "answer: preflight");
    }

    @Test
    void the_request_is_what_is_sent() {
        var order = new SteeringOrder(
                new ServiceName("shop"),
                new RegionName("eu-central"),
                Map.of(new RegionName("us-east"), HERE, new RegionName("eu-central"), THERE),
                TtlChoice.MOVING,
                new Epoch(7),
                "run-7/steer");
        byte[] sent = Wire.bytes(
                Wire.request(Verb.APPLY, new TargetId("exec:proxy"), Duration.ofMillis(9_500), order, BEFORE));
        assertThat(Wire.answer(sent)).contains(example("request: apply"));
    }

    @Test
    void the_answers_mean_what_is_said() throws Garbled {
        assertThat(Answers.problem(example("answer: problem")))
                .contains(Problem.passing(FaultCode.THROTTLED, "the proxy is reloading", Duration.ofSeconds(3)));
        assertThat(Answers.reading(example("answer: read"))).isEqualTo(BEFORE);
        assertThat(Answers.reading(example("answer: plan"))).isEqualTo(BEFORE);
        assertThat(Answers.changes(example("answer: plan"))).hasSize(2);
        assertThat(Answers.outcome(example("answer: apply")))
                .isEqualTo(new Outcome.Applied("the map was replaced and the proxy reloaded"));
        assertThat(Answers.outcome(example("answer: apply-unknown"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Verification.NotYet) Answers.verification(example("answer: verify"))).witnesses())
                .extracting(Verification.Witness::state)
                .containsExactly(Verification.State.CURRENT, Verification.State.TIMED_OUT);
        assertThat(Answers.findings(example("answer: preflight")))
                .containsExactly(
                        new Finding(Finding.Severity.WARNING, FaultCode.UNAVAILABLE, "only one of two proxies is up"));
    }

    private JsonNode example(String name) {
        return Objects.requireNonNull(examples.get(name), name);
    }

    private static JsonNode json(MatchResult found) {
        return Wire.answer(found.group(2).getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new AssertionError("no JSON of the protocol: " + found.group(1)));
    }

    private static Endpoints endpoints(String v4, String v6) {
        var byType = new TreeMap<RecordType, SortedSet<String>>();
        byType.put(RecordType.A, new TreeSet<>(List.of(v4)));
        byType.put(RecordType.AAAA, new TreeSet<>(List.of(v6)));
        return new Endpoints(byType);
    }
}

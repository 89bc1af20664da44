package dev.leeward.notify;

import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.Json;
import dev.leeward.fault.FaultCode;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.testkit.LocalProcess;
import dev.leeward.testkit.Needs;
import dev.leeward.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** Against moto, an implementation of SNS by other people, which hands what it takes on to a subscriber. */
final class SnsMotoIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void what_is_published_reaches_a_subscriber_and_a_topic_that_is_not_there_is_named(@TempDir Path folder)
            throws IOException, InterruptedException {
        var program = Needs.program("moto_server").toString();
        int port = Ports.free();
        var api = URI.create("http://127.0.0.1:" + port);
        try (var moto = LocalProcess.start(folder, program, "-H", "127.0.0.1", "-p", "" + port);
                var subscriber = new MockWebServer()) {
            moto.awaitPort(port, Duration.ofMinutes(1));
            subscriber.enqueue(new MockResponse.Builder().code(200).build());
            subscriber.start();
            var topic = subscribed(api, subscriber.url("/").toString());
            try (var channel = new SnsChannel("on-call", Sns.topic(topic, api), LIMIT)) {
                assertThat(channel.deliver(raised(1, "fire"), LIMIT)).isEqualTo(new Delivered.Done());
            }
            var got = subscriber.takeRequest(20, TimeUnit.SECONDS);
            assertThat(got).isNotNull();
            assertThat(got.getBody()).isNotNull();
            var message = Json.MAPPER.readTree(got.getBody().utf8());
            assertThat(message.path("TopicArn").asString()).isEqualTo(topic);
            assertThat(message.path("Message").asString()).contains("look at fire");
            try (var lost = new SnsChannel("lost", Sns.topic(topic + "-not", api), LIMIT)) {
                var problem = ((Delivered.Failed) lost.deliver(raised(1, "fire"), LIMIT)).problem();
                assertThat(problem.code()).isEqualTo(FaultCode.NOT_FOUND);
                assertThat(problem.retryable()).isFalse();
            }
        }
    }

    private static String subscribed(URI api, String endpoint) {
        try (var console = SnsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .endpointOverride(api)
                .credentialsProvider(
                        Sns.topic("arn:aws:sns:eu-central-1:1:a", api).credentials())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            var topic = console.createTopic(one -> one.name("leeward")).topicArn();
            var subscription = console.subscribe(
                    one -> one.topicArn(topic).protocol("http").endpoint(endpoint));
            assertThat(subscription.subscriptionArn()).isNotBlank();
            return topic;
        }
    }
}

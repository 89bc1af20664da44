package dev.leeward.notify;

final class WebhookContractTest extends ChannelContract {
    @Override
    Receiver receiver() {
        return new Webhook();
    }
}

<?php

declare(strict_types=1);

/**
 * Orders in DynamoDB. An application of yours uses the AWS SDK, which reads AWS_REGION and AWS_ENDPOINT_URL_DYNAMODB by itself and signs;
 * this one shows that nothing more than those two is needed, and DynamoDB Local asks for no signature.
 */
final class Orders
{
    public function __construct(private readonly string $endpoint, private readonly string $region)
    {
    }

    /** @param list<string> $items */
    public function place(string $customer, array $items): string
    {
        $id = sprintf('%.6f-%s', microtime(true), bin2hex(random_bytes(4)));
        $this->call('PutItem', [
            'TableName' => 'orders',
            'Item' => [
                'customer' => ['S' => $customer],
                'id' => ['S' => $id],
                'items' => ['L' => array_map(static fn (string $item): array => ['S' => $item], $items)],
                'placed_in' => ['S' => $this->region],
                'expires' => ['N' => (string) (time() + 86_400)],
            ],
            'ConditionExpression' => 'attribute_not_exists(id)',
        ]);
        return $id;
    }

    /** @return ?list<string> what was ordered, if there is such an order */
    public function items(string $customer, string $id): ?array
    {
        $found = $this->call('GetItem', [
            'TableName' => 'orders',
            'ConsistentRead' => true,
            'Key' => ['customer' => ['S' => $customer], 'id' => ['S' => $id]],
        ]);
        return isset($found['Item'])
            ? array_map(static fn (array $item): string => $item['S'], $found['Item']['items']['L'])
            : null;
    }

    private function call(string $action, array $body): array
    {
        $answer = @file_get_contents($this->endpoint, false, stream_context_create(['http' => [
            'method' => 'POST',
            'timeout' => 2,
            'ignore_errors' => true,
            'header' => [
                'Content-Type: application/x-amz-json-1.0',
                "X-Amz-Target: DynamoDB_20120810.$action",
                "Authorization: AWS4-HMAC-SHA256 Credential=local/20260101/$this->region/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
            ],
            'content' => json_encode($body, JSON_THROW_ON_ERROR),
        ]]));
        if ($answer === false || !str_contains($http_response_header[0], ' 200 ')) {
            throw new RuntimeException("$action in $this->region: " . ($answer === false ? 'no answer' : $answer));
        }
        return json_decode($answer, true, 64, JSON_THROW_ON_ERROR);
    }
}

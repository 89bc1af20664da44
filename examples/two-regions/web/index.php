<?php

declare(strict_types=1);

// A shop of one page: log in, fill the cart, check out. Orders are in DynamoDB, wherever the environment file says that is.

require getenv('LEEWARD_PHP') . '/Environment.php';
require __DIR__ . '/Orders.php';

$here = Leeward\Environment::of(getenv('LEEWARD_ENVIRONMENT'));
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
$is = static fn (string $method, string $wanted): bool => $_SERVER['REQUEST_METHOD'] === $method && $path === $wanted;

function answer(int $status, array $said): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    exit(json_encode($said, JSON_THROW_ON_ERROR) . "\n");
}

set_exception_handler(static function (Throwable $why): void {
    error_log($why->getMessage());
    answer(502, ['error' => 'the shop cannot work just now']);
});
if ($here->isFenced()) {
    answer(503, ['error' => 'closed: ' . $here->active() . ' has taken over']);
}
session_start();
if ($is('GET', '/')) {
    answer(200, ['region' => $here->region(), 'store' => $here->get('AWS_REGION')]);
}
if ($is('GET', '/login')) {
    $_SESSION['token'] = bin2hex(random_bytes(16));
    header('Content-Type: text/html; charset=utf-8');
    exit('<!doctype html><title>Log in</title><form method="post"><input name="user">'
        . '<input type="hidden" name="token" value="' . $_SESSION['token'] . '"><button>Log in</button></form>');
}
if ($is('POST', '/login')) {
    if (!hash_equals($_SESSION['token'] ?? '-', $_POST['token'] ?? '')) {
        answer(403, ['error' => 'this form is not ours']);
    }
    session_regenerate_id(true);
    $_SESSION = ['user' => substr($_POST['user'] ?? '', 0, 40), 'cart' => []];
    header('Location: /cart', true, 303);
    exit;
}
if (!isset($_SESSION['user'])) {
    answer(401, ['error' => 'log in first']);
}
if ($is('POST', '/cart')) {
    $_SESSION['cart'][] = substr($_POST['item'] ?? '', 0, 80);
}
if ($path === '/cart') {
    answer(200, ['user' => $_SESSION['user'], 'cart' => $_SESSION['cart']]);
}
$orders = new Orders($here->get('AWS_ENDPOINT_URL_DYNAMODB'), $here->get('AWS_REGION'));
if ($is('POST', '/orders')) {
    $order = $orders->place($_SESSION['user'], $_SESSION['cart']);
    $_SESSION['cart'] = [];
    answer(201, ['order' => $order, 'store' => $here->get('AWS_REGION')]);
}
if ($_SERVER['REQUEST_METHOD'] === 'GET' && preg_match('#^/orders/([0-9.]+-[0-9a-f]+)$#D', $path, $order) === 1) {
    $items = $orders->items($_SESSION['user'], $order[1]);
    answer($items === null ? 404 : 200, ['items' => $items, 'store' => $here->get('AWS_REGION')]);
}
answer(404, ['error' => 'no such page']);

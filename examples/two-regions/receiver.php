<?php

// Stands for PagerDuty and Slack: keeps what it is sent, one line each, and answers as they do.
$path = trim(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH), '/');
$body = json_decode(file_get_contents('php://input'), true);
file_put_contents(getenv('RECEIVED'), json_encode(['to' => $path, 'body' => $body]) . "\n", FILE_APPEND | LOCK_EX);
if (str_starts_with($path, 'slack')) {
    exit('ok');
}
http_response_code(202);
header('Content-Type: application/json');
exit('{"status":"success","message":"Event processed"}');

<?php

// Stands for PagerDuty and Slack: keeps what it is sent, one line each, and answers as they do.
$path = explode('/', $_SERVER['REQUEST_URI'])[1];
$body = json_decode(file_get_contents('php://input'), true);
file_put_contents(getenv('RECEIVED'), json_encode(['to' => $path, 'body' => $body]) . "\n", FILE_APPEND | LOCK_EX);
if ($path === 'slack') {
    exit('ok');
}
http_response_code(202);
header('Content-Type: application/json');
exit('{"status":"success","message":"Event processed"}');

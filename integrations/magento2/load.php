<?php

declare(strict_types=1);

// What env.php and the health page need, without Magento's autoloader: it is not there yet when env.php is read. Environment.php and
// Health.php are those of integrations/php: in lib/ of an installed module, beside this folder in Leeward's own sources.

$leeward = is_file(__DIR__ . '/lib/Environment.php') ? __DIR__ . '/lib' : dirname(__DIR__) . '/php';
require_once $leeward . '/Environment.php';
require_once $leeward . '/Health.php';
require_once __DIR__ . '/Settings.php';
require_once __DIR__ . '/HealthPage.php';
